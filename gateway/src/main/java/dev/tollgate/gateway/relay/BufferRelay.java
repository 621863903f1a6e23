package dev.tollgate.gateway.relay;

import dev.tollgate.gateway.transport.linux.KeepAlive;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A relay that hands Netty's buffers from one leg to the other: for TLS and for systems other than Linux. Thread-safe.
///
/// The legs' channels need [ReceiveBuffers#OPEN] as their receive allocator from their first read on, and half-closure
/// allowed.
public final class BufferRelay implements Relay {
    /// How often time limits are looked at.
    public static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final Duration sweepEvery;
    private final BufferBudget budget;
    private final Supplier<KeepAlive> probes;
    private final LongAdder tunnels = new LongAdder();
    private final Map<EventLoop, TunnelSweep> sweeps = new ConcurrentHashMap<>();

    /// With memory without end.
    ///
    /// @param nanos a monotonic clock, such as `System::nanoTime`
    public BufferRelay(LongSupplier nanos) {
        this(nanos, SWEEP_EVERY);
    }

    BufferRelay(LongSupplier nanos, Duration sweepEvery) {
        this(nanos, sweepEvery, BufferBudget.unlimited(), () -> Duration.ofMinutes(2));
    }

    /// @param sweepEvery how often time limits are looked at
    /// @param budget of the node, which all its relays share
    /// @param deadPeer after which a target that vanished without a word is found out; asked for each
    public BufferRelay(LongSupplier nanos, Duration sweepEvery, BufferBudget budget, Supplier<Duration> deadPeer) {
        this.nanos = nanos;
        this.sweepEvery = sweepEvery;
        this.budget = budget;
        this.probes = () -> KeepAlive.within(deadPeer.get());
    }

    @Override
    public Tunnel start(TunnelLegs legs, TunnelLimits limits, ByteCount count, Consumer<Closing> done) {
        EventLoop loop = legs.client().eventLoop();
        if (!loop.equals(legs.target().eventLoop()) || !loop.inEventLoop()) {
            legs.drop();
            throw new IllegalStateException("a tunnel is started on the one event loop of both its legs");
        }
        BufferTunnel tunnel;
        try {
            tunnel = enter(loop, legs, limits, count, done);
        } catch (RuntimeException | OutOfMemoryError failed) {
            legs.drop();
            throw failed;
        }
        tunnel.start(legs.earlyFromClient(), legs.earlyFromTarget());
        return tunnel;
    }

    private BufferTunnel enter(EventLoop loop, TunnelLegs legs, TunnelLimits limits, ByteCount count,
            Consumer<Closing> done) {
        TunnelSweep sweep = sweeps.computeIfAbsent(loop, l -> new TunnelSweep(l, nanos, sweepEvery));
        BufferTunnel tunnel = new BufferTunnel(legs, new TunnelClock(limits, nanos), count, closing -> {
            tunnels.decrement();
            done.accept(closing);
        }, new BufferTunnel.Shared(sweep, budget, probes));
        sweep.add(tunnel);
        tunnels.increment();
        return tunnel;
    }

    /// Tunnels that are open.
    public int tunnels() {
        return tunnels.intValue();
    }
}
