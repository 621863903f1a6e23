package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A gateway that may have a dozen sockets, three of which are kept for targets.
class DescriptorsShortTest {
    private static final int SOCKETS = 12;
    private static final String CONNECT = "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n"
            + GatewayFixture.AUTHORIZATION + "\r\n";
    private static final String GET = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
            + GatewayFixture.AUTHORIZATION + "\r\n";
    private static final String NOTHING = "HTTP/1.1 204 No Content\r\n\r\n";

    private record Tunnel(Peer client, Peer target) {
        void echoes() {
            client.sends("ping");
            target.receives("ping").sends("pong");
            client.receives("pong");
        }
    }

    static Stream<Transport> transports() {
        return Stream.of(Transport.values()).filter(one -> one == Transport.NIO || one == Transport.best());
    }

    private static GatewayFixture gateway(Transport transport) {
        return new GatewayFixture(GatewaySetup.USUAL.with(transport).withSockets(SOCKETS));
    }

    /// Tunnels until no more clients are accepted.
    private static List<Tunnel> fill(GatewayFixture gateway) {
        List<Tunnel> tunnels = new ArrayList<>();
        while (gateway.server().acceptPauses() == 0) {
            Peer client = gateway.client().sends(CONNECT);
            Peer target = gateway.target().accept();
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 ");
            tunnels.add(new Tunnel(client, target));
        }
        return tunnels;
    }

    private static void ends(GatewayFixture gateway, Tunnel tunnel) {
        tunnel.client().close();
        tunnel.target().close();
        gateway.record();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void clients_that_do_not_fit_wait_and_are_served_when_others_have_left(Transport transport) {
        try (GatewayFixture gateway = gateway(transport)) {
            List<Tunnel> tunnels = fill(gateway);
            int here = gateway.server().connections();
            List<Peer> waiting = Stream.generate(() -> gateway.client().sends(CONNECT)).limit(3).toList();

            tunnels.forEach(Tunnel::echoes);
            assertThat(gateway.server().connections()).isEqualTo(here);
            assertThat(gateway.sockets().exhausted()).isFalse();

            tunnels.forEach(tunnel -> ends(gateway, tunnel));
            for (Peer client : waiting) {
                Peer target = gateway.target().accept();
                assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 ");
                ends(gateway, new Tunnel(client, target));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void who_is_here_is_served_while_others_wait(Transport transport) {
        try (GatewayFixture gateway = gateway(transport)) {
            Peer kept = gateway.client();
            answered(gateway, kept);
            List<Tunnel> tunnels = fill(gateway);
            Peer waiting = gateway.client().sends(GET);

            answered(gateway, kept);
            answered(gateway, kept);

            tunnels.forEach(tunnel -> ends(gateway, tunnel));
            gateway.target().accept().sends(NOTHING);
            assertThat(waiting.receiveHead()).startsWith("HTTP/1.1 204 ");
            gateway.record();
        }
    }

    /// By a new connection to the target: no idle one is kept, or the one there was is gone.
    private static void answered(GatewayFixture gateway, Peer client) {
        client.sends(GET);
        gateway.target().accept().sends(NOTHING);
        assertThat(client.receiveHead()).startsWith("HTTP/1.1 204 ");
        gateway.record();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connections_that_wait_unused_give_way_to_clients(Transport transport) {
        try (GatewayFixture gateway = gateway(transport)) {
            answered(gateway, gateway.client());
            assertThat(gateway.loops().getFirst().upstreams().idle()).isOne();

            List<Tunnel> tunnels = fill(gateway);

            Awaitility.await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(gateway.loops().getFirst().upstreams().idle()).isZero());
            tunnels.forEach(tunnel -> ends(gateway, tunnel));
        }
    }
}
