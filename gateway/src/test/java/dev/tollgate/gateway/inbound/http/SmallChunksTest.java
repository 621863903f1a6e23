package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Targets that send their body in crumbs.
final class SmallChunksTest {
    private static final int CRUMBS = 5_000;

    @Test
    void chunks_of_one_byte_arrive_whole_and_in_far_fewer_chunks() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client().sends("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
                    + GatewayFixture.AUTHORIZATION + "\r\n");
            Peer target = gateway.target().accept();
            target.receiveHead();

            target.sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(CRUMBS)
                    + "0\r\n\r\n");

            client.receiveHead();
            Body body = Body.of(client.receiveThrough("\r\n0\r\n\r\n"));
            assertThat(body.text()).isEqualTo("x".repeat(CRUMBS));
            assertThat(body.chunks()).isLessThan(CRUMBS / 20);
            gateway.record();
        }
    }

    /// @param text what all chunks hold together
    private record Body(String text, int chunks) {
        static Body of(String wire) {
            StringBuilder text = new StringBuilder();
            int chunks = 0;
            int at = 0;
            while (true) {
                int lineEnd = wire.indexOf("\r\n", at);
                int size = Integer.parseInt(wire.substring(at, lineEnd), 16);
                if (size == 0) {
                    return new Body(text.toString(), chunks);
                }
                text.append(wire, lineEnd + 2, lineEnd + 2 + size);
                chunks++;
                at = lineEnd + 2 + size + 2;
            }
        }
    }
}
