package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import org.junit.jupiter.api.Test;

import static dev.tollgate.gateway.GatewayFixture.AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

class ForwardingTest {
    @Test
    void requests_of_one_connection_reach_the_target_over_one_connection() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends("GET http://example.com/a?b HTTP/1.1\r\nHost: example.com\r\n" + AUTHORIZATION + "\r\n");
            Peer target = gateway.target().accept();
            target.receives("GET /a?b HTTP/1.1\r\nHost: example.com\r\n\r\n")
                    .sends("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n");
            client.receives("hello");
            gateway.record();

            client.sends("POST http://example.com/c HTTP/1.1\r\nHost: example.com\r\n" + AUTHORIZATION
                    + "Content-Length: 3\r\n\r\nabc");
            target.receives("POST /c HTTP/1.1\r\nHost: example.com\r\nContent-Length: 3\r\n\r\nabc")
                    .sends("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nworld");
            client.receiveHead();
            client.receives("world");

            ExchangeRecord record = gateway.record();
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
        }
    }
}
