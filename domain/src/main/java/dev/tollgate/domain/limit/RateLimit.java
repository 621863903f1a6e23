package dev.tollgate.domain.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A bucket of a size and a refill rate, as the generic cell rate algorithm: one number, the theoretical arrival time of the
/// next unit, says how full it is. Thread-safe, allocates nothing.
public final class RateLimit {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// The moment, in monotonic nanoseconds, at which the bucket will be full again.
    private final AtomicLong fullAt;

    /// @param nowNanos of the monotonic clock, as in every call: its origin is arbitrary, so the bucket has to begin somewhere
    public RateLimit(long nowNanos) {
        this.fullAt = new AtomicLong(nowNanos);
    }

    /// Takes one unit.
    ///
    /// @param perSecond size of the bucket and units that flow in each second
    public boolean tryTake(int perSecond, long nowNanos) {
        return tryTake(interval(perSecond), perSecond, nowNanos);
    }

    /// Takes one unit of a bucket of `size` into which one flows every `interval` nanoseconds.
    ///
    /// The settings may differ from call to call. A bucket emptied under larger ones counts as empty, no worse: after at
    /// most one `interval` it grants again.
    public boolean tryTake(long interval, int size, long nowNanos) {
        long capacity = interval * size;
        while (true) {
            long seen = fullAt.get();
            long missing = seen - nowNanos;
            if (missing > capacity) {
                // Kept, not only counted so: otherwise each later call would find an empty bucket again.
                fullAt.compareAndSet(seen, nowNanos + capacity);
                return false;
            }
            if (missing > capacity - interval) {
                return false;
            }
            if (fullAt.compareAndSet(seen, nowNanos + Math.max(0, missing) + interval)) {
                return true;
            }
        }
    }

    /// Returns a unit that was taken and not used.
    public void giveBack(long interval) {
        fullAt.addAndGet(-interval);
    }

    /// Units in use: what would have to flow in for the bucket to be full.
    public int inUse(int perSecond, long nowNanos) {
        long interval = interval(perSecond);
        long missing = fullAt.get() - nowNanos;
        return missing <= 0 ? 0 : (int) Math.min(perSecond, (missing - 1) / interval + 1);
    }

    /// How long until [#tryTake] of the same bucket would grant; 0 if it would now.
    public long nanosUntilUnit(long interval, int size, long nowNanos) {
        long capacity = interval * size;
        return Math.max(0, Math.min(capacity, fullAt.get() - nowNanos) - (capacity - interval));
    }

    static long interval(int perSecond) {
        return SECOND / perSecond;
    }
}
