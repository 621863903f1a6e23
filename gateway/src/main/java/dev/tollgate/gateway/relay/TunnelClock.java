package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How long a tunnel has been silent, and how long it has been there. Confined to its event loop.
public final class TunnelClock {
    /// From this age on, in nanoseconds, a tunnel's target is probed for having vanished. Most tunnels never get there, and
    /// setting the probes costs four system calls.
    public static final long PROBED_FROM = Duration.ofSeconds(3).toNanos();

    private final TunnelLimits limits;
    private final LongSupplier nanos;
    private final long startedAt;
    private long lastByteAt;

    public TunnelClock(TunnelLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
        this.lastByteAt = startedAt;
    }

    /// Something moved.
    public void touch() {
        lastByteAt = nanos.getAsLong();
    }

    /// How long the tunnel has been there at `now`, in nanoseconds.
    public long age(long now) {
        return now - startedAt;
    }

    /// Which limit is reached at `now`, if one is.
    public Optional<Ending> expired(long now, boolean isHalfClosed) {
        if (limits.max().isPresent() && age(now) >= limits.max().get().toNanos()) {
            return Optional.of(Ending.LIFETIME);
        }
        Duration silence = isHalfClosed ? limits.halfClosed() : limits.idle();
        return now - lastByteAt >= silence.toNanos() ? Optional.of(Ending.IDLE) : Optional.empty();
    }
}
