package dev.tollgate.bench;

import dev.tollgate.bench.contender.Usage;
import dev.tollgate.bench.load.Meter;
import dev.tollgate.bench.report.Shares;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Watches the processors and the memory of one proxy while it is measured.
final class Watched implements Meter {
    private final Set<Long> sessions;
    private Reading before = Reading.NONE;
    private Reading after = Reading.NONE;

    private record Reading(long nanos, double proxy, double load, double machine) {
        static final Reading NONE = new Reading(0, 0, 0, 0);
    }

    /// @param sessions of the proxy
    Watched(Set<Long> sessions) {
        this.sessions = sessions;
    }

    @Override
    public void begin() {
        before = reading();
    }

    @Override
    public void end() {
        after = reading();
    }

    private Reading reading() {
        return new Reading(System.nanoTime(), Usage.processorSeconds(sessions), Usage.ownSeconds(), Usage
                .busySeconds());
    }

    /// That the proxy used.
    double processorSeconds() {
        return after.proxy - before.proxy;
    }

    Shares shares() {
        double seconds = (after.nanos - before.nanos) / (double) TimeUnit.SECONDS.toNanos(1);
        double proxy = processorSeconds() / seconds;
        double load = (after.load - before.load) / seconds;
        return new Shares(load, proxy, Math.max(0, (after.machine - before.machine) / seconds - proxy - load));
    }
}
