package dev.tollgate.app.admin;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Counts exchanges and shows them to Prometheus (G§21). Thread-safe.
///
/// No label carries a name, a tag or a host; the labels are products, protocols and codes, so their number is bounded.
public final class ExchangeMetrics implements ExchangeSink {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String NONE = "none";
    /// Those that the throttle counts; a client that has not tried yet is not among them.
    private static final Set<GatewayError> AUTHENTICATION = EnumSet.of(GatewayError.AUTH_FAILED,
            GatewayError.UNKNOWN_SUBUSER, GatewayError.NOT_WHITELISTED, GatewayError.AUTH_THROTTLED);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Key, Counter> exchanges = new ConcurrentHashMap<>();
    private final Map<String, Counter> bytesIn = new ConcurrentHashMap<>();
    private final Map<String, Counter> bytesOut = new ConcurrentHashMap<>();
    /// Held here: the registry holds what it asks weakly.
    private volatile LongSupplier linesDropped = () -> 0;
    private volatile LongSupplier acceptPauses = () -> 0;
    private final Map<GatewayError, Counter> authFailures = new ConcurrentHashMap<>();
    private final Map<ExchangeProtocol, Timer> durations = new ConcurrentHashMap<>();

    /// A family of codes is one label: the slug behind it is an operator's choice and unbounded.
    private record Key(ExchangeProtocol protocol, String product, String code) {}

    @Override
    public void accept(ExchangeRecord ended) {
        String product = ended.caller().product().map(one -> one.slug()).orElse(NONE);
        String code = ended.error().map(GatewayError::code).orElse("ok");
        exchanges.computeIfAbsent(new Key(ended.protocol(), product, code), this::exchangeCounter).increment();
        bytesIn.computeIfAbsent(product, one -> byteCounter("in", one)).increment((double) ended.bytesIn());
        bytesOut.computeIfAbsent(product, one -> byteCounter("out", one)).increment((double) ended.bytesOut());
        ended.error().filter(AUTHENTICATION::contains).ifPresent(error -> authFailures
                .computeIfAbsent(error, this::authFailureCounter).increment());
        durations.computeIfAbsent(ended.protocol(), this::timer).record(ended.duration());
    }

    private Counter exchangeCounter(Key key) {
        return Counter.builder("tollgate.exchanges").description("Exchanges that ended, by what became of them")
                .tag("protocol", key.protocol().label()).tag("product", key.product()).tag("code", key.code())
                .register(registry);
    }

    private Counter authFailureCounter(GatewayError error) {
        return Counter.builder("tollgate.auth.failures").description("Logins that failed, by the code that was sent")
                .tag("code", error.code()).register(registry);
    }

    private Counter byteCounter(String direction, String product) {
        return Counter.builder("tollgate.bytes").description("Bytes at the client's socket, of exchanges that ended")
                .tag("direction", direction).tag("product", product).register(registry);
    }

    private Timer timer(ExchangeProtocol protocol) {
        return Timer.builder("tollgate.exchange.duration").description(
                "From an exchange's first byte to its end, in seconds")
                .tag("protocol", protocol.label())
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(500),
                        Duration.ofSeconds(5), Duration.ofSeconds(60))
                .register(registry);
    }

    /// Shows what is true of the node.
    public void gauges(NodeGauges node) {
        gauge("tollgate.connections", "Client connections that are open", node.connections()::getAsInt);
        gauge("tollgate.exchanges.live", "Exchanges that have begun and not ended", node.exchanges()::getAsInt);
        gauge("tollgate.slots", "Concurrency slots that are held", node.slots()::getAsInt);
        gauge("tollgate.snapshot.names", "Sub-user names the node knows", node.names()::getAsInt);
        gauge("tollgate.snapshot.age.seconds", "Since the store was last asked with success",
                node.snapshotAge()::getAsDouble);
        for (ExitState state : ExitState.values()) {
            Gauge.builder("tollgate.exits", () -> node.exits().applyAsInt(state))
                    .description("Exits, by what the operator decided about them")
                    .tag("state", state.name().toLowerCase(Locale.ROOT)).strongReference(true).register(registry);
        }
        linesDropped = node.linesDropped();
        FunctionCounter.builder("tollgate.access.log.dropped", this, metrics -> metrics.linesDropped.getAsLong())
                .description("Access log lines that were lost, to overload or to the disk").register(registry);
        acceptPauses = node.acceptPauses();
        FunctionCounter.builder("tollgate.accept.pauses", this, metrics -> metrics.acceptPauses.getAsLong())
                .description("Times that accepting clients paused because descriptors were short").register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).strongReference(true).register(registry);
    }

    /// The page that Prometheus reads.
    String scrape() {
        return registry.scrape();
    }
}
