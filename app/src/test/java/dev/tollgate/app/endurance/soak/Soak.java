package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.endurance.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.awaitility.Awaitility.await;

/// Runs a plan: the proxies side by side under the same load, looked at all the while.
public final class Soak {
    /// Longer than connections to targets are kept, and than half-closed ones live.
    private static final Duration GONE = Duration.ofSeconds(90);

    private final SoakPlan plan;
    private final Path folder;

    /// @param folder for what the proxies keep
    public Soak(SoakPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /// Writes the report while it runs and when it is over.
    ///
    /// @return what the node came to first, then what squid came to if it took part
    List<SoakResult> run() throws IOException, InterruptedException {
        List<SoakedProxy> proxies = new ArrayList<>();
        try {
            proxies.add(new SoakedNode(folder.resolve("node"), plan));
            if (plan.squid()) {
                SoakedSquid.start(folder.resolve("squid")).ifPresent(proxies::add);
            }
            List<Callable<SoakResult>> runs = new ArrayList<>();
            for (SoakedProxy proxy : proxies) {
                runs.add(() -> soaked(proxy));
            }
            List<SoakResult> results = Crowd.run(runs);
            Files.writeString(plan.report(), SoakReport.of(plan, results));
            return results;
        } finally {
            proxies.forEach(SoakedProxy::close);
        }
    }

    private SoakResult soaked(SoakedProxy proxy) throws IOException, InterruptedException {
        Load load = new Load(proxy);
        Sample before = Sample.of(proxy, Duration.ZERO, 0);
        Thread clients = Thread.ofPlatform().name("load-" + proxy.name())
                .start(() -> load.run(plan.rate(), plan.duration()));
        List<Sample> samples = new ArrayList<>();
        long heapEarly = 0;
        long began = System.nanoTime();
        while (clients.isAlive()) {
            // Samples are taken by the clock; there is no condition to wait for.
            LockSupport.parkNanos(plan.sampling().toNanos());
            Duration at = Duration.ofNanos(System.nanoTime() - began);
            if (at.compareTo(plan.warmUp()) > 0 && heapEarly == 0) {
                heapEarly = proxy.liveHeap();
            }
            Sample sample = Sample.of(proxy, at, load.done());
            samples.add(sample);
            Files.writeString(plan.report().resolveSibling("soak-" + proxy.name() + ".log"),
                    "%s %s failed %d %s%n".formatted(at, sample, load.failed(), load.faults()));
        }
        clients.join();
        Sample after = settled(proxy, before, load);
        List<Sample> steady = samples.stream().filter(one -> one.at().compareTo(plan.warmUp()) > 0
                && one.at().compareTo(plan.duration()) <= 0).toList();
        Map<String, Double> counters = proxy.counters();
        return new SoakResult(proxy.name(), samples, steady, before, after, heapEarly, proxy.liveHeap(),
                proxy.longestStall(), load.done(),
                load.aborted(), load.failed(), List.copyOf(load.faults()), counters, proxy.troubles());
    }

    /// When what is open is back where it was, or the time for it is over.
    private static Sample settled(SoakedProxy proxy, Sample before, Load load) {
        long end = System.nanoTime() + GONE.toNanos();
        await().atMost(GONE.plusSeconds(10)).pollInterval(200, TimeUnit.MILLISECONDS)
                .until(() -> Sample.of(proxy, Duration.ZERO, 0).descriptors() <= before.descriptors()
                        || System.nanoTime() - end > 0);
        return Sample.of(proxy, Duration.ZERO, load.done());
    }
}
