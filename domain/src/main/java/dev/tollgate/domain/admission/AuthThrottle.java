package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.limit.RateLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A budget of failed authentications for each source, /32 or /64 (G§9.6). Thread-safe, memory bounded: the sources that
/// failed least recently are forgotten.
///
/// A failure takes its unit and learns in the same step whether there was one, so that attempts made at once cannot slip through
/// together. A success touches nothing here: whether a unit waited for it makes no difference to anybody.
public final class AuthThrottle {
    static final int MAX_SOURCES = 100_000;
    private static final int STRIPES = 16;
    /// More than the longest delay has room for.
    private static final int MAX_DOUBLINGS = 32;

    private final Stripe[] stripes = new Stripe[STRIPES];

    public AuthThrottle() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(MAX_SOURCES / STRIPES);
        }
    }

    /// How late a failure beyond the budget is answered, and after what time a unit will be there again.
    public record Late(Duration delay, Duration retryAfter) {}

    /// Counts a failure.
    ///
    /// @return how late it is answered; empty if the source had a unit left, or is not throttled
    public Optional<Late> failed(IpAddress source, ThrottleSettings settings, long nowNanos) {
        if (settings.off() || settings.exempt().contains(source)) {
            return Optional.empty();
        }
        IpAddress key = source.networkKey();
        return stripe(key).failed(key, settings, nowNanos);
    }

    /// Sources remembered.
    int sources() {
        return Arrays.stream(stripes).mapToInt(Stripe::sources).sum();
    }

    private Stripe stripe(IpAddress key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /// One source's budget, and how often it was found empty since it last was not.
    private static final class Budget {
        private final RateLimit units;
        private int foundEmpty;

        Budget(long nowNanos) {
            units = new RateLimit(nowNanos);
        }

        Optional<Late> failed(ThrottleSettings settings, long now) {
            if (units.tryTake(settings.interval(), settings.failures(), now)) {
                foundEmpty = 0;
                return Optional.empty();
            }
            return Optional.of(late(settings, now));
        }

        private Late late(ThrottleSettings settings, long now) {
            Duration delay = settings.firstDelay();
            for (int i = 0; i < foundEmpty && delay.compareTo(ThrottleSettings.LONGEST_DELAY) < 0; i++) {
                delay = delay.plus(delay);
            }
            foundEmpty = Math.min(foundEmpty + 1, MAX_DOUBLINGS);
            return new Late(delay.compareTo(ThrottleSettings.LONGEST_DELAY) < 0
                    ? delay
                    : ThrottleSettings.LONGEST_DELAY,
                    Duration.ofNanos(units.nanosUntilUnit(settings.interval(), settings.failures(), now)));
        }
    }

    /// A part of the sources, under a lock of its own.
    private static final class Stripe extends LinkedHashMap<IpAddress, Budget> {
        private final int capacity;

        Stripe(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Budget> eldest) {
            return size() > capacity;
        }

        synchronized Optional<Late> failed(IpAddress key, ThrottleSettings settings, long now) {
            return computeIfAbsent(key, unseen -> new Budget(now)).failed(settings, now);
        }

        synchronized int sources() {
            return size();
        }
    }
}
