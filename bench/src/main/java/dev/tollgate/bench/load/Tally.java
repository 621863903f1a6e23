package dev.tollgate.bench.load;

/// What the clients of one run have done since counting began. Confined to the loop's thread.
final class Tally {
    private final Latencies latencies = new Latencies();
    private boolean counting;
    private long operations;
    private long bytes;
    private long errors;
    private String firstError = "";

    /// Counts from here on; errors count from the start.
    void begin() {
        counting = true;
        operations = 0;
        bytes = 0;
        latencies.clear();
    }

    void operation(long startNanos, long nowNanos) {
        if (counting) {
            operations++;
            latencies.add(nowNanos - startNanos);
        }
    }

    void bytes(long count) {
        bytes += count;
    }

    void error(String what) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = what;
        }
    }

    long operations() {
        return operations;
    }

    long bytes() {
        return bytes;
    }

    long errors() {
        return errors;
    }

    Outcome outcome(double seconds) {
        return new Outcome(seconds, operations, bytes, errors, firstError, latencies);
    }
}
