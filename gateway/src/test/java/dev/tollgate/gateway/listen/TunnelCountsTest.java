package dev.tollgate.gateway.listen;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What is counted of tunnels whose sockets have left their channels.
final class TunnelCountsTest {
    private static final String CONNECT = "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n"
            + GatewayFixture.AUTHORIZATION + "\r\n";

    @BeforeAll
    static void on_linux() {
        assumeTrue(Transport.best() == Transport.EPOLL, "elsewhere nothing is spliced");
    }

    @Test
    void spliced_tunnels_count_as_connections_and_both_their_sockets_as_sockets() {
        try (GatewayFixture gateway = new GatewayFixture(GatewaySetup.USUAL.withConnections(2))) {
            Peer first = gateway.client().sends(CONNECT);
            Peer firstTarget = gateway.target().accept();
            assertThat(first.receiveHead()).startsWith("HTTP/1.1 200 ");
            Peer second = gateway.client().sends(CONNECT);
            Peer secondTarget = gateway.target().accept();
            assertThat(second.receiveHead()).startsWith("HTTP/1.1 200 ");
            await().until(() -> gateway.relay().tunnels() == 2);

            assertThat(gateway.server().connections()).isEqualTo(2);
            assertThat(gateway.sockets().open()).isEqualTo(4);
            gateway.client().seesEnd();
            assertThat(gateway.sockets().open()).isEqualTo(4);

            first.finishes();
            firstTarget.seesEnd();
            assertThat(gateway.server().connections()).isEqualTo(2);
            firstTarget.finishes();
            gateway.record();
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                assertThat(gateway.server().connections()).isOne();
                assertThat(gateway.sockets().open()).isEqualTo(2);
            });

            Peer third = gateway.client().sends(CONNECT);
            Peer thirdTarget = gateway.target().accept();
            assertThat(third.receiveHead()).startsWith("HTTP/1.1 200 ");
            third.resets();
            thirdTarget.seesCut();
            secondTarget.resets();
            second.seesCut();
            gateway.record();
            gateway.record();
        }
    }

    /// It may have gone in the same instant: then the answer cannot be written, and the connection closes before it is handed over.
    @Test
    void a_client_that_is_gone_when_its_tunnel_stands_is_not_counted_off_twice() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer staying = gateway.client().sends(CONNECT);
            Peer target = gateway.target().accept();
            assertThat(staying.receiveHead()).startsWith("HTTP/1.1 200 ");
            Peer leaving = gateway.client();
            gateway.dialer().beforeConnected(leaving::resets);

            leaving.sends(CONNECT);

            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                assertThat(gateway.server().connections()).isOne();
                assertThat(gateway.sockets().open()).isEqualTo(2);
                assertThat(gateway.limits().held()).isOne();
            });
            target.close();
            staying.close();
            gateway.record();
        }
    }
}
