package dev.tollgate.gateway.relay.splice;

import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.relay.TunnelSweep;
import dev.tollgate.gateway.transport.linux.KeepAlive;
import io.netty.channel.EventLoop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the spliced tunnels of one event loop share. Confined to the event loop, but for the counts.
final class SpliceLoop {
    private final EventLoop eventLoop;
    private final LongSupplier nanos;
    private final TunnelSweep sweep;
    private final Pipes pipes;
    private final BufferBudget budget;
    private final Supplier<Duration> deadPeer;
    private final MemorySegment buffer = Arena.ofAuto().allocate(Gear.FULL, Long.BYTES);
    private final LongAdder tunnels = new LongAdder();
    private final LongAdder spliced = new LongAdder();

    SpliceLoop(EventLoop eventLoop, SpliceRelay.Means means, PipeLimit limit) {
        this.eventLoop = eventLoop;
        this.nanos = means.nanos();
        this.sweep = new TunnelSweep(eventLoop, means.nanos(), means.sweepEvery());
        this.pipes = new Pipes(limit);
        this.budget = means.budget();
        this.deadPeer = means.deadPeer();
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    LongSupplier nanos() {
        return nanos;
    }

    Pipes pipes() {
        return pipes;
    }

    BufferBudget budget() {
        return budget;
    }

    KeepAlive probes() {
        return KeepAlive.within(deadPeer.get());
    }

    /// Where bytes pass through that are copied; [Gear#FULL] of them.
    MemorySegment buffer() {
        return buffer;
    }

    void enter(SpliceTunnel tunnel) {
        sweep.add(tunnel);
        tunnels.increment();
    }

    void leave(SpliceTunnel tunnel) {
        sweep.remove(tunnel);
        tunnels.decrement();
    }

    int tunnels() {
        return tunnels.intValue();
    }

    void countSpliced(long bytes) {
        spliced.add(bytes);
    }

    long spliced() {
        return spliced.sum();
    }
}
