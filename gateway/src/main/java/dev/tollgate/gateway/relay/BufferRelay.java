package dev.tollgate.gateway.relay;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A relay that hands Netty's buffers from one leg to the other: for TLS and for systems other than Linux. Thread-safe.
///
/// The legs' channels need [ReceiveBuffers#OPEN] as their receive allocator from their first read on, and half-closure
/// allowed.
public final class BufferRelay implements Relay {
    /// How often time limits are looked at.
    static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final Duration sweepEvery;
    private final BufferBudget budget;
    private final Map<EventLoop, TunnelSweep> sweeps = new ConcurrentHashMap<>();

    /// With memory without end.
    ///
    /// @param nanos a monotonic clock, such as `System::nanoTime`
    public BufferRelay(LongSupplier nanos) {
        this(nanos, BufferBudget.unlimited());
    }

    /// @param budget of the node, which all its relays share
    public BufferRelay(LongSupplier nanos, BufferBudget budget) {
        this(nanos, SWEEP_EVERY, budget);
    }

    BufferRelay(LongSupplier nanos, Duration sweepEvery) {
        this(nanos, sweepEvery, BufferBudget.unlimited());
    }

    BufferRelay(LongSupplier nanos, Duration sweepEvery, BufferBudget budget) {
        this.nanos = nanos;
        this.sweepEvery = sweepEvery;
        this.budget = budget;
    }

    @Override
    public Tunnel start(TunnelLegs legs, TunnelLimits limits, ByteCount count, Consumer<Closing> done) {
        EventLoop loop = legs.client().eventLoop();
        if (!loop.equals(legs.target().eventLoop()) || !loop.inEventLoop()) {
            legs.earlyFromClient().release();
            legs.earlyFromTarget().release();
            throw new IllegalStateException("a tunnel is started on the one event loop of both its legs");
        }
        TunnelSweep sweep = sweeps.computeIfAbsent(loop, l -> new TunnelSweep(l, nanos, sweepEvery));
        BufferTunnel tunnel = new BufferTunnel(legs, new TunnelClock(limits, nanos), count, done, sweep, budget);
        tunnel.start(legs.earlyFromClient(), legs.earlyFromTarget());
        return tunnel;
    }
}
