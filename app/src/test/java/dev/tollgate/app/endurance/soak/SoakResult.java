package dev.tollgate.app.endurance.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How one proxy came through a soak.
///
/// @param samples from the beginning of the load to its end
/// @param steady those after the warm-up
/// @param before what it had open before the load
/// @param after what it had open when everybody had left
/// @param heapEarly bytes of living objects after the warm-up
/// @param heapLate at the end
/// @param longestStall of an event loop
record SoakResult(String name, List<Sample> samples, List<Sample> steady, Sample before, Sample after, long heapEarly,
        long heapLate, Duration longestStall, long done, long aborted, long failed, List<String> faults,
        Map<String, Double> counters,
        List<String> troubles) {

    SoakResult {
        samples = List.copyOf(samples);
        steady = List.copyOf(steady);
        faults = List.copyOf(faults);
        counters = Map.copyOf(counters);
        troubles = List.copyOf(troubles);
    }

    double slope() {
        return Sample.slope(steady);
    }

    long counted(String name) {
        return counters.getOrDefault(name, 0.0).longValue();
    }
}
