package dev.tollgate.domain.admission;

import java.time.Duration;

/// Both clocks, standing still until a test moves them. Confined to one thread.
public final class MovingMoment {
    /// 1 June 2026, 12:00 UTC.
    public static final long START_MILLIS = 1_780_315_200_000L;

    private long epochMillis = START_MILLIS;
    // Any origin will do; one near the overflow finds comparisons that a far origin hides.
    private long nanos = Long.MAX_VALUE - 1_000_000_000L;

    public Moment now() {
        return new Moment(epochMillis, nanos);
    }

    /// Lets time pass.
    public MovingMoment pass(Duration time) {
        epochMillis += time.toMillis();
        nanos += time.toNanos();
        return this;
    }

    /// Sets the wall clock without time passing, as an operator or NTP does.
    public MovingMoment setWallClock(Duration by) {
        epochMillis += by.toMillis();
        return this;
    }
}
