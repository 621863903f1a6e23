package dev.tollgate.bench.load;

/// What one run has done.
///
/// @param seconds that were counted
/// @param operations finished in them
/// @param bytes of downloads
/// @param errors of the whole run, the time before counting included
/// @param firstError what the first of them was; empty if there was none
public record Outcome(double seconds, long operations, long bytes, long errors, String firstError,
        Latencies latencies) {
    Outcome withBytes(long other) {
        return new Outcome(seconds, operations, other, errors, firstError, latencies);
    }

    public double operationsPerSecond() {
        return operations / seconds;
    }

    /// In 10⁹ bytes a second.
    public double gigabytesPerSecond() {
        return bytes / seconds / 1e9;
    }
}
