package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.endurance.OpenFiles;
import dev.tollgate.app.endurance.ProcessMemory;
import java.time.Duration;
import java.util.List;

/// One look at a proxy's process.
///
/// @param at since the load began
record Sample(Duration at, ProcessMemory memory, int descriptors, int pipes, long done) {

    static Sample of(SoakedProxy proxy, Duration at, long done) {
        OpenFiles files = OpenFiles.of(proxy.pid());
        return new Sample(at, ProcessMemory.of(proxy.pid()), files.count(), files.pipes(), done);
    }

    /// How resident memory changed, by least squares, in MiB an hour.
    static double slope(List<Sample> samples) {
        double n = samples.size();
        double meanHours = samples.stream().mapToDouble(Sample::hours).average().orElse(0);
        double meanMib = samples.stream().mapToDouble(Sample::mib).average().orElse(0);
        double over = 0;
        double under = 0;
        for (Sample one : samples) {
            over += (one.hours() - meanHours) * (one.mib() - meanMib);
            under += (one.hours() - meanHours) * (one.hours() - meanHours);
        }
        return n < 2 || under == 0 ? 0 : over / under;
    }

    private double hours() {
        return at.toMillis() / 3_600_000.0;
    }

    double mib() {
        return memory.residentKib() / 1024.0;
    }
}
