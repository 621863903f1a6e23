package dev.tollgate.gateway.relay;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the time limits of all tunnels of one event loop once a second: one timer for a loop instead of one for each
/// tunnel, and nothing to do per byte but to note the time. Confined to that event loop.
public final class TunnelSweep {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelSweep.class);

    private final EventLoop loop;
    private final LongSupplier nanos;
    private final Duration every;
    private @Nullable Swept first;
    /// What a sweep under way looks at next.
    private @Nullable Swept upcoming;
    private @Nullable ScheduledFuture<?> timer;

    public TunnelSweep(EventLoop loop, LongSupplier nanos, Duration every) {
        this.loop = loop;
        this.nanos = nanos;
        this.every = every;
    }

    /// What a sweep looks at. A list in the nodes themselves costs an idle tunnel next to nothing.
    public abstract static class Swept {
        private @Nullable Swept previous;
        private @Nullable Swept next;

        /// May remove itself, or others.
        protected abstract void sweep(long now);
    }

    /// @param tunnel is in no sweep
    public void add(Swept tunnel) {
        // First: it may fail, and then the tunnel is in no sweep.
        if (timer == null) {
            timer = loop.scheduleWithFixedDelay(this::sweep, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        }
        tunnel.next = first;
        if (first != null) {
            first.previous = tunnel;
        }
        first = tunnel;
    }

    /// @param tunnel was added and not removed since
    public void remove(Swept tunnel) {
        if (tunnel.equals(upcoming)) {
            upcoming = tunnel.next;
        }
        if (tunnel.next != null) {
            tunnel.next.previous = tunnel.previous;
        }
        if (tunnel.previous == null) {
            first = tunnel.next;
        } else {
            tunnel.previous.next = tunnel.next;
        }
        tunnel.previous = null;
        tunnel.next = null;
    }

    /// A timer that fails once never comes again, and with it all limits of the loop would be gone.
    private static void sweep(Swept tunnel, long now) {
        try {
            tunnel.sweep(now);
        } catch (RuntimeException failed) {
            LOG.error("a tunnel could not be looked at", failed);
        }
    }

    private void sweep() {
        long now = nanos.getAsLong();
        upcoming = first;
        while (upcoming != null) {
            Swept tunnel = upcoming;
            upcoming = tunnel.next;
            sweep(tunnel, now);
        }
        // Not with the last tunnel itself: where they come and go one at a time, that would be a new timer for each.
        if (first == null && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
