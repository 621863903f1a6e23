package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTest {
    @Test
    void a_refused_request_leaves_the_connection_open_for_another() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            for (int i = 0; i < 2; i++) {
                client.sends("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n");
                String head = client.receiveHead();
                assertThat(head).startsWith("HTTP/1.1 407 Proxy Authentication Required\r\n")
                        .contains("\r\nX-Helodata-Error-Code: auth-required\r\n");
                client.receiveThrough("}");
                gateway.record();
            }
        }
    }
}
