package dev.tollgate.app.endurance;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// How long requests took.
///
/// @param nanos in ascending order
record Latencies(long[] nanos) {

    static Latencies of(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /// What `share` of them, such as 0.99, did not exceed.
    Duration share(double share) {
        return Duration.ofNanos(nanos[(int) Math.min(nanos.length - 1, Math.ceil(share * nanos.length) - 1)]);
    }

    int count() {
        return nanos.length;
    }
}
