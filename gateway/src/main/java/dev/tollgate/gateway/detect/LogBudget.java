package dev.tollgate.gateway.detect;

import java.util.OptionalLong;

/// At most so many log lines within any one second, and a count of those that were left out. Thread-safe.
///
/// Shared by all event loops and asked only about connections that are closed for nonsense, so a monitor is cheap enough.
public final class LogBudget {
    private static final long SECOND = 1_000_000_000L;

    /// When the latest lines were written, the oldest at `oldest`.
    private final long[] written;
    private int used;
    private int oldest;
    private long leftOut;

    public LogBudget(int linesPerSecond) {
        written = new long[linesPerSecond];
    }

    /// Asks for one line.
    ///
    /// @return how many lines were left out since the last one, if this one may be written
    public synchronized OptionalLong take(long nowNanos) {
        if (used == written.length && nowNanos - written[oldest] < SECOND) {
            leftOut++;
            return OptionalLong.empty();
        }
        if (used < written.length) {
            written[(oldest + used++) % written.length] = nowNanos;
        } else {
            written[oldest] = nowNanos;
            oldest = (oldest + 1) % written.length;
        }
        long told = leftOut;
        leftOut = 0;
        return OptionalLong.of(told);
    }
}
