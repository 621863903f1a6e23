package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.transport.SocketBudget;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Stops a listener while there are no descriptors for more clients, and looks again soon. Meanwhile clients wait in the kernel's
/// queue, and nothing spins. Confined to its listener's event loop.
///
/// It stops before the process's last descriptor is taken. Where that comes first all the same, to others' use of them, the
/// failed accept stops it.
final class AcceptGate extends ChannelInboundHandlerAdapter {
    /// Often enough that nobody waits for long, seldom enough to cost nothing.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final SocketBudget sockets;
    private final AcceptPauses pauses;
    private final Runnable makeRoom;
    private boolean paused;

    /// @param makeRoom closes what can be done without; called on the listener's loop
    AcceptGate(SocketBudget sockets, AcceptPauses pauses, Runnable makeRoom) {
        this.sockets = sockets;
        this.pauses = pauses;
        this.makeRoom = makeRoom;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        context.fireChannelRead(accepted);
        if (sockets.full()) {
            pause(context.channel(), "clients and targets have all descriptors they may have");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            // Without descriptors, buffers or memory: nothing that goes away by asking at once again.
            pause(context.channel(), String.valueOf(cause.getMessage()));
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private void pause(Channel listener, String why) {
        if (paused) {
            return;
        }
        paused = true;
        pauses.add(why);
        listener.config().setAutoRead(false);
        lookAgain(listener);
    }

    private void lookAgain(Channel listener) {
        makeRoom.run();
        listener.eventLoop().schedule(() -> resume(listener), LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void resume(Channel listener) {
        if (!listener.isOpen()) {
            return;
        }
        if (sockets.hasRoom()) {
            paused = false;
            listener.config().setAutoRead(true);
        } else {
            lookAgain(listener);
        }
    }
}
