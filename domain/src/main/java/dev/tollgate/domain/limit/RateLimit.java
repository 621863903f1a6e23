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
        return tryTake(SECOND / perSecond, perSecond, nowNanos);
    }

    /// Takes one unit of a bucket of `size` into which one flows every `interval` nanoseconds.
    public boolean tryTake(long interval, int size, long nowNanos) {
        while (true) {
            long seen = fullAt.get();
            long base = seen - nowNanos > 0 ? seen : nowNanos;
            if (base - nowNanos + interval > interval * size) {
                return false;
            }
            if (fullAt.compareAndSet(seen, base + interval)) {
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
        long interval = SECOND / perSecond;
        long missing = fullAt.get() - nowNanos;
        return missing <= 0 ? 0 : (int) Math.min(perSecond, (missing + interval - 1) / interval);
    }

    static long interval(int perSecond) {
        return SECOND / perSecond;
    }
}
