package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.transport.Transport;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a relay does besides where no TLS is: one direction may end before the other.
abstract class PlainRelayContract extends RelayContract {
    @Override
    final boolean tls() {
        return false;
    }

    @Test
    void a_client_that_is_done_sending_still_gets_its_answer() throws Exception {
        LoopbackTunnel tunnel = tunnel();

        say(tunnel.client(), "question");
        tunnel.client().shutdownOutput();

        hearsAtLast(tunnel.target(), "question");
        say(tunnel.target(), "answer");
        tunnel.target().close();
        hearsAtLast(tunnel.client(), "answer");
        assertThat(tunnel.closing()).isEqualTo(new Closing(Ending.COMPLETE, 8, 6));
    }

    @Test
    void a_target_that_is_done_sending_still_gets_the_rest() throws Exception {
        LoopbackTunnel tunnel = tunnel();

        say(tunnel.target(), "all I have");
        tunnel.target().shutdownOutput();

        hearsAtLast(tunnel.client(), "all I have");
        say(tunnel.client(), "thanks");
        tunnel.client().close();
        hearsAtLast(tunnel.target(), "thanks");
        assertThat(tunnel.closing()).isEqualTo(new Closing(Ending.COMPLETE, 6, 10));
    }

    @Test
    void the_end_comes_after_all_that_was_in_flight() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        int much = 3 << 20;
        Future<Long> sending = run(() -> {
            sendNoise(tunnel.client(), much, new AtomicLong());
            tunnel.client().shutdownOutput();
            return 0L;
        });

        assertThat(tunnel.target().getInputStream().readAllBytes()).hasSize(much);
        assertThat(sending.get()).isZero();
    }

    @Test
    void a_sender_that_ends_early_makes_us_hold_no_more_than_any_other() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        sendUntilUnread(tunnel, 256 * 1024);

        tunnel.client().shutdownOutput();

        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(tunnel.held()).isLessThanOrEqualTo(128 * 1024));
    }

    /// Netty's epoll channel that is stopped and has seen the FIN is not easily read again.
    @Test
    void a_slow_reader_gets_all_that_was_said_before_the_sender_left() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        long sent = sendUntilUnread(tunnel, 256 * 1024);

        tunnel.client().shutdownOutput();
        // Until the end has been seen behind what nobody may read yet.
        await().during(Duration.ofMillis(200)).until(() -> true);

        assertThat(tunnel.target().getInputStream().readAllBytes()).hasSize(Math.toIntExact(sent));
    }

    @Test
    void a_half_closed_tunnel_is_closed_after_less_silence() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        tunnel.client().shutdownOutput();
        hearsAtLast(tunnel.target(), "");

        pass(Duration.ofMinutes(1));

        assertThat(tunnel.closing().why()).isEqualTo(Ending.IDLE);
    }

    @Test
    void a_client_that_resets_after_its_end_of_stream_takes_the_target_with_it() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        tunnel.client().shutdownOutput();
        hearsAtLast(tunnel.target(), "");

        LoopbackTunnel.reset(tunnel.client());

        findsOutByWriting(tunnel.target());
        assertThat(tunnel.closing().why()).isEqualTo(Ending.CLIENT_CLOSED);
    }

    @Test
    void a_target_that_resets_after_its_end_of_stream_takes_the_client_with_it() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        tunnel.target().shutdownOutput();
        hearsAtLast(tunnel.client(), "");

        LoopbackTunnel.reset(tunnel.target());

        findsOutByWriting(tunnel.client());
        assertThat(tunnel.closing().why()).isEqualTo(Ending.TARGET_CLOSED);
    }

    /// Only epoll tells of a reset behind an end of stream by itself.
    private void findsOutByWriting(Socket other) throws IOException {
        if (transport() != Transport.EPOLL) {
            say(other, "anyone there?");
        }
    }

    /// Sends from the client until so much waits in the kernel, because the target does not read.
    ///
    /// @return what was sent
    private static long sendUntilUnread(LoopbackTunnel tunnel, int unread) throws IOException {
        byte[] piece = noise(16 * 1024);
        long sent = 0;
        do {
            tunnel.client().getOutputStream().write(piece);
            sent += piece.length;
        } while (sent - tunnel.count().in() < unread || readsOn(tunnel, sent - unread));
        return sent;
    }

    /// Whether the relay reads more than `bytes` of what it was sent, or has stopped before.
    private static boolean readsOn(LoopbackTunnel tunnel, long bytes) {
        StandStill standStill = new StandStill();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                .until(() -> tunnel.count().in() > bytes || standStill.at(tunnel.count().in()));
        return tunnel.count().in() > bytes;
    }
}
