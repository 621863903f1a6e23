package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// All clients and the origin, on one thread and so on one core: what is left of the machine belongs to the proxy. Confined to
/// the thread that made it.
public final class LoadSide implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Loop loop = new Loop();
    private final Origin origin = new Origin(loop);

    public int originPort() {
        return origin.port();
    }

    /// Loads `entrance` with `clients` of a kind, and counts after `warm` for as long as `counted`, and on until there is something
    /// to count.
    public Outcome run(Entrance entrance, Kind kind, int clients, Duration warm, Duration counted, Meter meter) {
        Run run = new Run(loop, entrance, kind, origin.port());
        try {
            run.until(System.nanoTime() + warm.toNanos(), clients);
            run.tally().begin();
            meter.begin();
            long start = System.nanoTime();
            long downloaded = origin.downloaded();
            run.until(start + counted.toNanos(), clients);
            if (counted.isPositive()) {
                // On a busy machine a cold proxy may not be through with its first clients by then.
                run.untilSomething(start + PATIENCE.toNanos(), clients);
            }
            double seconds = seconds(System.nanoTime() - start);
            meter.end();
            Outcome outcome = run.tally().outcome(seconds);
            // Of bytes inside TLS the client sees more than there are; the origin knows.
            return entrance.tls().isPresent() ? outcome.withBytes(origin.downloaded() - downloaded) : outcome;
        } finally {
            run.end();
        }
    }

    /// How many new tunnels there were in each of `seconds`.
    public List<Long> rates(Entrance entrance, int clients, int seconds) {
        Run run = new Run(loop, entrance, Kind.FETCH, origin.port());
        List<Long> rates = new ArrayList<>();
        try {
            for (int i = 0; i < seconds; i++) {
                run.tally().begin();
                run.until(System.nanoTime() + TimeUnit.SECONDS.toNanos(1), clients);
                rates.add(run.tally().operations());
            }
            return rates;
        } finally {
            run.end();
        }
    }

    /// Opens idle tunnels, and tells `meter` before and while they are there.
    public Outcome idle(Entrance entrance, int tunnels, Duration settling, Meter meter) {
        Run run = new Run(loop, entrance, Kind.IDLE, origin.port());
        try {
            meter.begin();
            long start = System.nanoTime();
            run.once(start + PATIENCE.toNanos(), tunnels);
            Outcome outcome = run.tally().outcome(seconds(System.nanoTime() - start));
            run.until(System.nanoTime() + settling.toNanos(), 0);
            meter.end();
            return outcome;
        } finally {
            run.end();
        }
    }

    /// Sends some megabytes through an echo and compares them: a relay that fails this must not be measured.
    ///
    /// @return what was wrong; empty if nothing was
    public String integrity(Entrance entrance) {
        Run run = new Run(loop, entrance, Kind.INTEGRITY, origin.port());
        try {
            run.once(System.nanoTime() + PATIENCE.toNanos(), 1);
            Outcome outcome = run.tally().outcome(1);
            return outcome.operations() == 1 ? "" : "the echo did not end: " + outcome.firstError();
        } finally {
            run.end();
        }
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public void close() {
        loop.close();
    }
}
