package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.limit.RateLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A budget of failed authentications for each source, /32 or /64 (G§9.6). Thread-safe, memory bounded: the sources least
/// recently seen are forgotten.
///
/// A unit is taken before the check and given back on success, so that attempts made at once cannot slip through together.
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

    /// What a source had left before a check.
    public enum Unit {
        /// The source is not throttled.
        EXEMPT,
        TAKEN,
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

        boolean take(ThrottleSettings settings, long now) {
            boolean taken = units.tryTake(settings.interval(), settings.failures(), now);
            if (taken) {
                foundEmpty = 0;
            }
            return taken;
        }

        Late late(ThrottleSettings settings, long now) {
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

        synchronized Unit take(IpAddress key, ThrottleSettings settings, long now) {
            return budget(key, now).take(settings, now) ? Unit.TAKEN : Unit.NONE_LEFT;
        }

        synchronized void giveBack(IpAddress key, ThrottleSettings settings) {
            Budget budget = get(key);
            if (budget != null) {
                budget.units.giveBack(settings.interval());
            }
        }

        synchronized Late late(IpAddress key, ThrottleSettings settings, long now) {
            return budget(key, now).late(settings, now);
        }

        private Budget budget(IpAddress key, long now) {
            return computeIfAbsent(key, unseen -> new Budget(now));
        }

        synchronized int sources() {
            return size();
        }
    }
}
