package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.transport.SocketBudget;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// The gate at a listener that is none: what it accepts is a text.
class AcceptGateTest {
    private final SocketBudget sockets = new SocketBudget(4, 1);
    private final AcceptPauses pauses = new AcceptPauses(sockets, System::nanoTime);
    private int asked;
    private final EmbeddedChannel listener = new EmbeddedChannel(new AcceptGate(sockets, pauses, () -> asked++),
            new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object accepted) {
                    sockets.take();
                    context.fireChannelRead(accepted);
                }
            });

    @AfterEach
    void close() {
        listener.finishAndReleaseAll();
    }

    private static IOException tooManyFiles() {
        return new IOException("accept(..) failed with error(-24): Too many open files");
    }

    private void accepts(int clients) {
        for (int i = 0; i < clients; i++) {
            listener.writeInbound("a client");
        }
    }

    private void passes(long millis) {
        listener.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
    }

    @Test
    void accepting_pauses_when_clients_have_all_they_may_have_and_goes_on_when_enough_have_left() {
        listener.freezeTime();
        accepts(2);
        assertThat(listener.config().isAutoRead()).isTrue();

        accepts(1);
        assertThat(listener.config().isAutoRead()).isFalse();
        passes(1_000);
        assertThat(listener.config().isAutoRead()).isFalse();

        sockets.giveBack();
        passes(1_000);
        assertThat(listener.config().isAutoRead()).as("room for a client and no target").isFalse();
        sockets.giveBack();
        passes(100);
        assertThat(listener.config().isAutoRead()).isTrue();
        assertThat(pauses.count()).isOne();
    }

    @Test
    void a_failed_accept_is_tried_again_a_little_later_and_not_at_once() {
        listener.freezeTime();
        listener.pipeline().fireExceptionCaught(tooManyFiles());

        assertThat(listener.config().isAutoRead()).isFalse();
        passes(99);
        assertThat(listener.config().isAutoRead()).isFalse();
        passes(1);
        assertThat(listener.config().isAutoRead()).isTrue();

        listener.pipeline().fireExceptionCaught(tooManyFiles());
        assertThat(listener.config().isAutoRead()).isFalse();
        assertThat(pauses.count()).isEqualTo(2);
    }

    @Test
    void what_can_be_done_without_is_closed_for_as_long_as_the_pause_lasts() {
        listener.freezeTime();
        accepts(3);
        assertThat(asked).isOne();

        passes(100);
        assertThat(asked).isEqualTo(2);
        sockets.giveBack();
        sockets.giveBack();
        passes(1_000);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void a_listener_that_closes_meanwhile_stays_closed() {
        listener.freezeTime();
        accepts(3);
        listener.close();

        passes(1_000);
        assertThat(listener.isOpen()).isFalse();
        assertThat(asked).isOne();
    }

    @Test
    void a_fault_of_our_own_is_not_taken_for_a_shortage() {
        listener.pipeline().fireExceptionCaught(new IllegalStateException("a bug"));

        assertThat(listener.config().isAutoRead()).isTrue();
        assertThat(pauses.count()).isZero();
        assertThatIllegalStateException().isThrownBy(listener::checkException);
    }
}
