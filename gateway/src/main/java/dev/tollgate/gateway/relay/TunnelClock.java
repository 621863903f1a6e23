package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How long a tunnel has been silent, and how long it has been there. Confined to its event loop.
final class TunnelClock {
    private final LongSupplier nanos;
    private final long idle;
    private final long halfClosed;
    private final long max;
    private final long startedAt;
    private long lastByteAt;

    TunnelClock(TunnelLimits limits, LongSupplier nanos) {
        this.nanos = nanos;
        this.idle = limits.idle().toNanos();
        this.halfClosed = limits.halfClosed().toNanos();
        this.max = limits.max().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.startedAt = nanos.getAsLong();
        this.lastByteAt = startedAt;
    }

    /// Something moved.
    void touch() {
        lastByteAt = nanos.getAsLong();
    }

    /// Which limit is reached at `now`, if one is.
    Optional<Ending> expired(long now, boolean isHalfClosed) {
        if (now - startedAt >= max) {
            return Optional.of(Ending.LIFETIME);
        }
        return now - lastByteAt >= (isHalfClosed ? halfClosed : idle) ? Optional.of(Ending.IDLE) : Optional.empty();
    }
}
