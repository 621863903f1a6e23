package dev.tollgate.app.endurance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The beat of a client that is slow on purpose, or that comes at a set rate. Nothing here waits for a condition. Confined to one
/// thread.
final class Pace {
    private final long period;
    private long next = System.nanoTime();

    private Pace(long period) {
        this.period = period;
    }

    static Pace every(Duration period) {
        return new Pace(period.toNanos());
    }

    /// Returns at the next beat; at once if it is over already.
    void await() {
        next += period;
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
