package dev.tollgate.gateway.relay.splice;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.relay.ByteCount;
import dev.tollgate.gateway.relay.Closing;
import dev.tollgate.gateway.relay.Leg;
import dev.tollgate.gateway.relay.Tunnel;
import dev.tollgate.gateway.relay.TunnelClock;
import dev.tollgate.gateway.relay.TunnelLimits;
import dev.tollgate.gateway.relay.TunnelSweep;
import dev.tollgate.gateway.transport.linux.EdgeSocket;
import dev.tollgate.gateway.transport.linux.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A tunnel of the [SpliceRelay]: two directions, and when they end. Confined to the event loop, but for [#cut].
final class SpliceTunnel extends TunnelSweep.Swept implements Tunnel {
    private static final Logger LOG = LoggerFactory.getLogger(SpliceTunnel.class);

    private final SpliceLoop loop;
    private final Direction up;
    private final Direction down;
    private final TunnelClock clock;
    private final ByteBufAllocator allocator;
    private final ByteCount count;
    private final Consumer<Closing> done;
    private boolean starting = true;
    private boolean probed;
    private @Nullable Ending ending;

    SpliceTunnel(SpliceLoop loop, EdgeSocket client, EdgeSocket target, ByteBufAllocator allocator,
            TunnelLimits limits, ByteCount count, Consumer<Closing> done) {
        this.loop = loop;
        this.up = new Direction(this, Leg.CLIENT, client, target);
        this.down = new Direction(this, Leg.TARGET, target, client);
        this.clock = new TunnelClock(limits, loop.nanos());
        this.allocator = allocator;
        this.count = count;
        this.done = done;
    }

    void start(ByteBuf earlyFromClient, ByteBuf earlyFromTarget) {
        loop.enter(this);
        up.from().owner(up);
        down.from().owner(down);
        try {
            up.first(earlyFromClient, allocator);
            down.first(earlyFromTarget, allocator);
            // What came before was told to others.
            up.pump();
            down.pump();
        } catch (RuntimeException | OutOfMemoryError failed) {
            LOG.error("a tunnel could not begin", failed);
            close(Ending.FAILED, false);
        } finally {
            earlyFromClient.release();
            earlyFromTarget.release();
        }
        starting = false;
    }

    /// Not by this tunnel: its loop goes down, or an event could not be dealt with.
    void socketCloses() {
        close(loop.eventLoop().isShuttingDown() ? Ending.SHUTDOWN : Ending.FAILED, false);
    }

    @Override
    public void cut(Ending why) {
        if (loop.eventLoop().inEventLoop()) {
            close(why, false);
            return;
        }
        try {
            loop.eventLoop().execute(() -> close(why, false));
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loop is gone, and with it the tunnel");
        }
    }

    @Override
    protected void sweep(long now) {
        clock.expired(now, up.ended() || down.ended())
                .ifPresent(why -> close(why, why == Ending.IDLE && held() == 0));
        if (!probed && !closing() && clock.age(now) >= TunnelClock.PROBED_FROM) {
            probed = true;
            // The client's socket has it from the listening one.
            up.to().probeDeadPeers(loop.probes());
        }
    }

    /// Something became possible on the socket that `reads` reads.
    ///
    /// @param writes whether it can be written, too
    /// @param failed whether it may have met an error
    void ready(Direction reads, boolean writes, boolean failed) {
        if (closing()) {
            return;
        }
        boolean moved = reads.pump();
        if (writes) {
            Direction back = reads == up ? down : up;
            back.writableAgain();
            moved |= back.pump();
        }
        if (moved) {
            clock.touch();
        }
        if (failed && !closing() && reads.from().takeError() != 0) {
            close(reads.source().closedFirst(), false);
        }
    }

    /// Bytes on their way, both directions together.
    int held() {
        return up.held() + down.held();
    }

    SpliceLoop loop() {
        return loop;
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    boolean closing() {
        return ending != null;
    }

    void received(Leg source, long bytes) {
        if (source == Leg.CLIENT) {
            count.addIn(bytes);
        }
    }

    void delivered(Leg source, long bytes) {
        if (source == Leg.TARGET) {
            count.addOut(bytes);
        }
    }

    /// A direction has ended and all of it is written.
    void over(Direction direction) {
        clock.touch();
        if (up.over() && down.over()) {
            close(Ending.COMPLETE, true);
        } else if (direction.to().shutdownWrites() < 0) {
            close(direction.source().other().closedFirst(), false);
        }
    }

    /// @param error a number with its sign turned
    void broken(Leg leg, long error) {
        if (ours(error)) {
            LOG.error("a tunnel broke: error {}", -error);
            close(Ending.FAILED, false);
        } else {
            close(leg.closedFirst(), false);
        }
    }

    /// What came from `source` cannot be written to the other leg.
    void undeliverable(Leg source, long error) {
        broken(source.other(), error);
    }

    /// No peer can bring these about.
    private static boolean ours(long error) {
        return error == 0 || error == -Errno.BAD_DESCRIPTOR || error == -Errno.BAD_ADDRESS || error == -Errno.INVALID;
    }

    /// @param inOrder with FIN; else with a reset, so that nobody takes half a stream for a whole one
    private void close(Ending why, boolean inOrder) {
        if (closing()) {
            return;
        }
        ending = why;
        close(up.from(), inOrder);
        close(down.from(), inOrder);
        up.release();
        down.release();
        loop.leave(this);
        if (starting) {
            loop.eventLoop().execute(() -> report(why));
        } else {
            report(why);
        }
    }

    private static void close(EdgeSocket socket, boolean inOrder) {
        if (!inOrder) {
            socket.resetOnClose();
        }
        socket.close();
    }

    private void report(Ending why) {
        done.accept(new Closing(why, count.in(), count.out()));
    }
}
