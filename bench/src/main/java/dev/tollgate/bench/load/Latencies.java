package dev.tollgate.bench.load;

import java.util.Arrays;

/// Durations in 64 steps to a power of two, so exact within two per cent. Confined to one thread.
public final class Latencies {
    private static final int STEP_BITS = 6;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int SIZE = STEPS * (Long.SIZE - STEP_BITS);

    private final long[] counts = new long[SIZE];
    private long total;

    void add(long nanos) {
        counts[index(nanos)]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /// The duration that a part of all, such as 0.99, does not exceed; in microseconds. 0 if there is none.
    public double micros(double part) {
        long wanted = (long) Math.ceil(total * part);
        long seen = 0;
        for (int i = 0; i < SIZE; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return value(i) / 1_000.0;
            }
        }
        return 0;
    }

    private static int index(long nanos) {
        if (nanos < STEPS) {
            return (int) Math.max(0, nanos);
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        return (exponent - STEP_BITS + 1) * STEPS + (int) (nanos >> (exponent - STEP_BITS) & (STEPS - 1));
    }

    private static long value(int index) {
        if (index < STEPS) {
            return index;
        }
        int exponent = index / STEPS + STEP_BITS - 1;
        return (1L << exponent) + ((long) (index % STEPS) << (exponent - STEP_BITS));
    }
}
