package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.CidrSet;
import java.time.Duration;

/// How many failed authentications a source may make (G§9.6).
///
/// @param failures units in a full bucket; 0 switches the throttle off
/// @param window in which an empty bucket fills
/// @param firstDelay how late the first failure beyond the budget is answered
/// @param exempt sources that are never throttled
public record ThrottleSettings(int failures, Duration window, Duration firstDelay, CidrSet exempt) {
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    public ThrottleSettings {
        if (failures < 0 || (failures > 0 && window.toNanos() < failures)) {
            throw new IllegalArgumentException(failures + " failures in " + window + " is no rate");
        }
    }

    public boolean off() {
        return failures == 0;
    }

    /// The time in which one unit flows back, in nanoseconds.
    long interval() {
        return window.toNanos() / failures;
    }
}
