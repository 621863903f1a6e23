package dev.tollgate.app.admin;

import dev.tollgate.domain.traffic.ExchangeProtocol;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;

/// One histogram of time spans for each protocol. Thread-safe; to record costs a look through a dozen bounds and two additions,
/// and makes nothing.
final class Latencies implements Collector {
    private static final double NANOS = 1e9;
    private static final ExchangeProtocol[] PROTOCOLS = ExchangeProtocol.values();

    private final String name;
    private final String help;
    private final long[] bounds;
    private final double[] bucketEnds;
    /// By protocol, then by bucket; the last bucket is for what is over all bounds.
    private final LongAdder[][] counts;
    private final LongAdder[] sums;

    /// @param name as Prometheus shows it
    /// @param bounds the upper ends of the buckets, rising
    Latencies(String name, String help, List<Duration> bounds) {
        this.name = name;
        this.help = help;
        this.bounds = bounds.stream().mapToLong(Duration::toNanos).toArray();
        this.bucketEnds = DoubleStream.concat(Arrays.stream(this.bounds).mapToDouble(bound -> bound / NANOS),
                DoubleStream.of(Double.POSITIVE_INFINITY)).toArray();
        this.counts = new LongAdder[PROTOCOLS.length][];
        for (int i = 0; i < PROTOCOLS.length; i++) {
            counts[i] = adders(bucketEnds.length);
        }
        this.sums = adders(PROTOCOLS.length);
    }

    private static LongAdder[] adders(int number) {
        LongAdder[] made = new LongAdder[number];
        Arrays.setAll(made, i -> new LongAdder());
        return made;
    }

    void record(ExchangeProtocol protocol, Duration took) {
        long nanos = took.toNanos();
        int bucket = 0;
        while (bucket < bounds.length && nanos > bounds[bucket]) {
            bucket++;
        }
        counts[protocol.ordinal()][bucket].increment();
        sums[protocol.ordinal()].add(nanos);
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder page = HistogramSnapshot.builder().name(name).help(help);
        for (ExchangeProtocol protocol : PROTOCOLS) {
            long[] now = Arrays.stream(counts[protocol.ordinal()]).mapToLong(LongAdder::sum).toArray();
            page.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(Labels.of("protocol", protocol.label()))
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(bucketEnds, now))
                    .sum(sums[protocol.ordinal()].sum() / NANOS).build());
        }
        return page.build();
    }
}
