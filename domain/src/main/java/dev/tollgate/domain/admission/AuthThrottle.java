package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A budget of failed authentications for each source, /32 or /64 (G§9.6). Thread-safe, memory bounded: the sources least
/// recently seen are forgotten.
///
/// A unit is taken before the check and given back on success, so that attempts made at once cannot slip through together.
public final class AuthThrottle {
    static final int MAX_SOURCES = 100_000;
    private static final int STRIPES = 16;

    private final Stripe[] stripes = new Stripe[STRIPES];

    public AuthThrottle() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(MAX_SOURCES / STRIPES);
        }
    }

    /// What a source had left before a check.
    public enum Unit {
        /// The source is not throttled.
        EXEMPT, TAKEN,
        /// The budget is empty: a failure is answered late.
        NONE_LEFT
    }

    /// How late a failure beyond the budget is answered, and after what time a unit will be there again.
    public record Late(Duration delay, Duration retryAfter) {}

    public Unit take(IpAddress source, ThrottleSettings settings, long nowNanos) {
        if (settings.off() || settings.exempt().contains(source)) {
            return Unit.EXEMPT;
        }
        IpAddress key = source.networkKey();
        return stripe(key).take(key, settings, nowNanos);
    }

    /// Gives back the unit of a check that succeeded.
    public void giveBack(IpAddress source, ThrottleSettings settings) {
        IpAddress key = source.networkKey();
        stripe(key).giveBack(key, settings);
    }

    /// For a failure of a source with [Unit#NONE_LEFT].
    public Late late(IpAddress source, ThrottleSettings settings, long nowNanos) {
        IpAddress key = source.networkKey();
        return stripe(key).late(key, settings, nowNanos);
    }

    private Stripe stripe(IpAddress key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /// One source's bucket: the moment at which it will be full again, and how often it was found empty since it last was not.
    private static final class Bucket {
        private long fullAt;
        private int foundEmpty;

        Bucket(long nowNanos) {
            fullAt = nowNanos;
        }
    }

    private static final class Stripe extends LinkedHashMap<IpAddress, Bucket> {
        private final int capacity;

        Stripe(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Bucket> eldest) {
            return size() > capacity;
        }

        synchronized Unit take(IpAddress key, ThrottleSettings settings, long now) {
            Bucket bucket = computeIfAbsent(key, unseen -> new Bucket(now));
            long interval = settings.interval().toNanos();
            long base = bucket.fullAt - now > 0 ? bucket.fullAt : now;
            if (base - now + interval > interval * settings.failures()) {
                return Unit.NONE_LEFT;
            }
            bucket.fullAt = base + interval;
            bucket.foundEmpty = 0;
            return Unit.TAKEN;
        }

        synchronized void giveBack(IpAddress key, ThrottleSettings settings) {
            Bucket bucket = get(key);
            if (bucket != null) {
                bucket.fullAt -= settings.interval().toNanos();
            }
        }

        synchronized Late late(IpAddress key, ThrottleSettings settings, long now) {
            Bucket bucket = computeIfAbsent(key, unseen -> new Bucket(now));
            int doublings = Math.min(bucket.foundEmpty++, Integer.SIZE - 2);
            Duration delay = settings.firstDelay().multipliedBy(1L << doublings);
            long interval = settings.interval().toNanos();
            long untilUnit = bucket.fullAt - now + interval - interval * settings.failures();
            return new Late(delay.compareTo(ThrottleSettings.LONGEST_DELAY) > 0
                    ? ThrottleSettings.LONGEST_DELAY
                    : delay,
                    Duration.ofNanos(Math.max(0, untilUnit)));
        }
    }
}
