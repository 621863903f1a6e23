package dev.tollgate.gateway.relay.splice;

import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.relay.ByteCount;
import dev.tollgate.gateway.relay.Closing;
import dev.tollgate.gateway.relay.Relay;
import dev.tollgate.gateway.relay.Tunnel;
import dev.tollgate.gateway.relay.TunnelLegs;
import dev.tollgate.gateway.relay.TunnelLimits;
import dev.tollgate.gateway.transport.linux.EdgeSocket;
import dev.tollgate.gateway.transport.linux.EdgeSocketChannel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A relay that takes both sockets away from their channels and has the kernel move the bytes; where that cannot be, since a leg
/// is inside TLS or holds unwritten bytes, another relay does it. Thread-safe.
///
/// A tunnel without traffic holds no memory but its own few objects: small traffic passes through one buffer of the event
/// loop, large traffic through a pipe that is lent for as long as there are bytes in it.
public final class SpliceRelay implements Relay, AutoCloseable {
    private final Means means;
    private final Relay otherwise;
    private final PipeLimit limit;
    private final Map<EventLoop, SpliceLoop> loops = new ConcurrentHashMap<>();

    /// What it works with.
    ///
    /// @param nanos a monotonic clock, such as `System::nanoTime`
    /// @param sweepEvery how often time limits are looked at
    /// @param budget of the node, which all its relays share
    /// @param deadPeer after which a peer that vanished without a word is found out; asked for each
    /// @param pipes of the process, at most; each takes two descriptors
    public record Means(LongSupplier nanos, Duration sweepEvery, BufferBudget budget, Supplier<Duration> deadPeer,
            int pipes) {}

    /// The two sockets of a tunnel, and what was read from them before it began.
    ///
    /// @param allocator for what a slow peer does not take at once
    record Sockets(EdgeSocket client, EdgeSocket target, ByteBuf earlyFromClient, ByteBuf earlyFromTarget,
            ByteBufAllocator allocator) {

        /// No tunnel comes of them. With a reset, so that nobody takes the success for one.
        private void drop() {
            earlyFromClient.release();
            earlyFromTarget.release();
            for (EdgeSocket socket : List.of(client, target)) {
                socket.resetOnClose();
                socket.close();
            }
        }
    }

    /// @param otherwise for legs that cannot be spliced
    public SpliceRelay(Means means, Relay otherwise) {
        this.means = means;
        this.otherwise = otherwise;
        this.limit = new PipeLimit(means.pipes());
    }

    @Override
    public Tunnel start(TunnelLegs legs, TunnelLimits limits, ByteCount count, Consumer<Closing> done) {
        if (!(legs.client() instanceof EdgeSocketChannel client) || !(legs.target() instanceof EdgeSocketChannel target)
                || !plain(client) || !plain(target)) {
            return otherwise.start(legs, limits, count, done);
        }
        EventLoop eventLoop = client.eventLoop();
        if (!eventLoop.equals(target.eventLoop()) || !eventLoop.inEventLoop()) {
            legs.drop();
            throw new IllegalStateException("a tunnel is started on the one event loop of both its legs");
        }
        Sockets sockets = new Sockets(client.detach().orElseThrow(), target.detach().orElseThrow(),
                legs.earlyFromClient(), legs.earlyFromTarget(), client.alloc());
        try {
            return start(eventLoop, sockets, limits, count, done);
        } catch (RuntimeException | OutOfMemoryError failed) {
            sockets.drop();
            throw failed;
        }
    }

    private static boolean plain(EdgeSocketChannel leg) {
        return leg.pipeline().get(SslHandler.class) == null && leg.detachable();
    }

    Tunnel start(EventLoop eventLoop, Sockets sockets, TunnelLimits limits, ByteCount count, Consumer<Closing> done) {
        SpliceLoop loop = loops.computeIfAbsent(eventLoop, l -> new SpliceLoop(l, means, limit));
        SpliceTunnel tunnel = new SpliceTunnel(loop, sockets.client(), sockets.target(), sockets.allocator(), limits,
                count, done);
        tunnel.start(sockets.earlyFromClient(), sockets.earlyFromTarget());
        return tunnel;
    }

    /// Spliced tunnels that are open; those of the other relay are not counted.
    public int tunnels() {
        return loops.values().stream().mapToInt(SpliceLoop::tunnels).sum();
    }

    /// Pipes that hold bytes.
    public int pipesInUse() {
        // The two are not counted in one instant.
        return Math.max(0, limit.open() - pipesPooled());
    }

    /// Pipes that are kept, empty, for the next.
    public int pipesPooled() {
        return loops.values().stream().mapToInt(loop -> loop.pipes().pooled()).sum();
    }

    /// Bytes that went through pipes, of all that ever were relayed.
    public long splicedBytes() {
        return loops.values().stream().mapToLong(SpliceLoop::spliced).sum();
    }

    /// Gives the pipes back, once the event loops have stopped and with them all tunnels.
    @Override
    public void close() {
        loops.values().forEach(loop -> loop.pipes().close());
    }
}
