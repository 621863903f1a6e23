package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a relay does besides for a client inside TLS: the end of either direction ends the tunnel (G§3).
abstract class TlsRelayContract extends RelayContract {
    @Override
    final boolean tls() {
        return true;
    }

    @Test
    void a_close_notify_of_the_client_ends_the_tunnel_once_everything_is_delivered() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        int much = 3 << 20;
        Future<Long> sending = run(() -> {
            sendNoise(tunnel.client(), much, new AtomicLong());
            tunnel.client().shutdownOutput();
            return 0L;
        });

        assertThat(tunnel.target().getInputStream().readAllBytes()).hasSize(much);
        assertThat(sending.get()).isZero();
        assertThat(tunnel.closing()).isEqualTo(new Closing(Ending.COMPLETE, much, 0));
    }

    @Test
    void the_end_of_a_target_reaches_the_client_as_close_notify_behind_everything() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        int much = 3 << 20;
        run(() -> {
            sendNoise(tunnel.target(), much, new AtomicLong());
            tunnel.target().shutdownOutput();
            return 0L;
        });

        // Without a close_notify the JDK's client would complain of a truncated stream.
        assertThat(tunnel.client().getInputStream().readAllBytes()).hasSize(much);
        assertThat(tunnel.closing()).isEqualTo(new Closing(Ending.COMPLETE, 0, much));
    }

    @Test
    void a_client_that_leaves_without_close_notify_ends_the_tunnel_as_the_one_who_left() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        say(tunnel.client(), "good");

        tunnel.rawClient().shutdownOutput();

        hearsAtLast(tunnel.target(), "good");
        assertThat(tunnel.closing()).isEqualTo(new Closing(Ending.CLIENT_CLOSED, 4, 0));
    }
}
