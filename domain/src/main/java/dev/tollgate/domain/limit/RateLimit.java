package dev.tollgate.domain.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/// A bucket of a size and a refill rate, as the generic cell rate algorithm: one number, the theoretical arrival time of the
/// next unit, says how full it is. Thread-safe, allocates nothing.
public final class RateLimit {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// Of one bucket, as the rule below finds it among others.
    private final AtomicLongArray fullAt;

    /// @param nowNanos of the monotonic clock, as in every call: its origin is arbitrary, so the bucket has to begin somewhere
    public RateLimit(long nowNanos) {
        this.fullAt = new AtomicLongArray(new long[]{nowNanos});
    }

    /// Takes one unit.
    ///
    /// @param perSecond size of the bucket and units that flow in each second
    public boolean tryTake(int perSecond, long nowNanos) {
        return tryTake(interval(perSecond), perSecond, nowNanos);
    }

    /// Takes one unit of a bucket of `size` into which one flows every `interval` nanoseconds.
    public boolean tryTake(long interval, int size, long nowNanos) {
        return tryTake(fullAt, 0, interval, size, nowNanos);
    }

    /// Takes one unit of a bucket of `size` into which one flows every `interval` nanoseconds.
    ///
    /// The settings may differ from call to call. A bucket emptied under larger ones counts as empty, no worse: after at
    /// most one `interval` it grants again.
    ///
    /// @param fullAt the moment, in monotonic nanoseconds, at which each bucket will be full again
    static boolean tryTake(AtomicLongArray fullAt, int bucket, long interval, int size, long nowNanos) {
        long capacity = interval * size;
        while (true) {
            long seen = fullAt.get(bucket);
            long missing = seen - nowNanos;
            if (missing > capacity) {
                // Kept, not only counted so: otherwise each later call would find an empty bucket again.
                fullAt.compareAndSet(bucket, seen, nowNanos + capacity);
                return false;
            }
            if (missing > capacity - interval) {
                return false;
            }
            if (fullAt.compareAndSet(bucket, seen, nowNanos + Math.max(0, missing) + interval)) {
                return true;
            }
        }
    }

    /// Returns a unit that was taken and not used.
    static void giveBack(AtomicLongArray fullAt, int bucket, long interval) {
        fullAt.addAndGet(bucket, -interval);
    }

    /// Units in use: what would have to flow in for the bucket to be full.
    public int inUse(int perSecond, long nowNanos) {
        return inUse(fullAt, 0, perSecond, nowNanos);
    }

    static int inUse(AtomicLongArray fullAt, int bucket, int perSecond, long nowNanos) {
        long interval = interval(perSecond);
        long missing = fullAt.get(bucket) - nowNanos;
        return missing <= 0 ? 0 : (int) Math.min(perSecond, (missing - 1) / interval + 1);
    }

    /// How long until [#tryTake] of the same bucket would grant; 0 if it would now.
    public long nanosUntilUnit(long interval, int size, long nowNanos) {
        long capacity = interval * size;
        return Math.max(0, Math.min(capacity, fullAt.get(0) - nowNanos) - (capacity - interval));
    }

    static long interval(int perSecond) {
        return SECOND / perSecond;
    }
}
