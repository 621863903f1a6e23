package dev.tollgate.gateway.relay;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Looks at the time limits of all tunnels of one event loop once a second: one timer for a loop instead of one for each
/// tunnel, and nothing to do per byte but to note the time. Confined to that event loop.
final class TunnelSweep {
    private final EventLoop loop;
    private final LongSupplier nanos;
    private final Duration every;
    private final Set<Swept> tunnels = new HashSet<>();
    private @Nullable ScheduledFuture<?> timer;

    TunnelSweep(EventLoop loop, LongSupplier nanos, Duration every) {
        this.loop = loop;
        this.nanos = nanos;
        this.every = every;
    }

    /// What a sweep looks at.
    interface Swept {
        /// May remove itself.
        void sweep(long now);
    }

    void add(Swept tunnel) {
        tunnels.add(tunnel);
        if (timer == null) {
            timer = loop.scheduleWithFixedDelay(this::sweep, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void remove(Swept tunnel) {
        tunnels.remove(tunnel);
        if (tunnels.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void sweep() {
        long now = nanos.getAsLong();
        // A copy, since tunnels that end leave the set.
        List.copyOf(tunnels).forEach(tunnel -> tunnel.sweep(now));
    }
}
