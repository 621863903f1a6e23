package dev.tollgate.app.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// All that Prometheus is shown (G§21). Thread-safe.
///
/// Names are written with dots here; Prometheus shows underscores, and `_total` behind a counter.
public final class Metrics implements AutoCloseable {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    /// By name and labels, so that whoever comes second gets the same.
    private final Map<Series, LongAdder> adders = new ConcurrentHashMap<>();
    /// The registry holds what it asks weakly.
    private final Map<Series, LongSupplier> held = new ConcurrentHashMap<>();
    private final ExchangeMetrics exchanges;

    public Metrics() {
        exchanges = new ExchangeMetrics(this);
    }

    private record Series(String name, Tags labels) {}

    /// Counts exchanges into this.
    public ExchangeMetrics exchanges() {
        return exchanges;
    }

    /// Shows the process too: memory, collections, threads, descriptors, processor time.
    public void process() {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /// Shows what is true now. `value` is read whenever somebody asks: it must be thread-safe and must not wait.
    ///
    /// @param labels names and values in turn
    public void gauge(String name, String what, DoubleSupplier value, String... labels) {
        Gauge.builder(name, value::getAsDouble).description(what).tags(labels).strongReference(true)
                .register(registry);
    }

    /// Shows what somebody else counts, as [#gauge] does.
    public void counter(String name, String what, LongSupplier value, String... labels) {
        FunctionCounter.builder(name, value, LongSupplier::getAsLong).description(what).tags(labels)
                .register(registry);
        held.put(new Series(name, Tags.of(labels)), value);
    }

    /// Something to count with, shown from now on.
    LongAdder adder(String name, String what, String... labels) {
        return adders.computeIfAbsent(new Series(name, Tags.of(labels)), unseen -> {
            LongAdder made = new LongAdder();
            counter(name, what, made::sum, labels);
            return made;
        });
    }

    void histogram(Collector histogram) {
        registry.getPrometheusRegistry().register(histogram);
    }

    /// The page that Prometheus reads.
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
