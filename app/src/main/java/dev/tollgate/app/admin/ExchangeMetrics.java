package dev.tollgate.app.admin;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/// Counts exchanges (G§21). Thread-safe, and called on event loops: a few additions, without a lock, a look-up or garbage.
///
/// No label carries a name, a tag or a host; the labels are products, protocols and codes, so their number is bounded.
public final class ExchangeMetrics implements ExchangeSink {
    private static final String NONE = "none";
    /// Of every product: what the sandbox does is no traffic, and its refusals mean nothing.
    private static final String TEST = "test";
    private static final GatewayError[] ERRORS = GatewayError.values();
    private static final Product[] PRODUCTS = Product.values();
    /// The products, and behind them these.
    private static final int OF_NONE = PRODUCTS.length;
    private static final int OF_TEST = PRODUCTS.length + 1;
    private static final int LABELS = PRODUCTS.length + 2;
    private static final ExchangeProtocol[] PROTOCOLS = ExchangeProtocol.values();
    /// Those that the throttle counts; a client that has not tried yet is not among them.
    private static final Set<GatewayError> AUTHENTICATION = EnumSet.of(GatewayError.AUTH_FAILED,
            GatewayError.UNKNOWN_SUBUSER, GatewayError.NOT_WHITELISTED, GatewayError.AUTH_THROTTLED);
    private static final List<Duration> TO_ANSWER = List.of(Duration.ofMillis(1), Duration.ofMillis(2),
            Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
            Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofMillis(2_500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
    private static final List<Duration> TO_END = List.of(Duration.ofMillis(5), Duration.ofMillis(25),
            Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(30),
            Duration.ofHours(2));

    private final Metrics metrics;
    /// By protocol, product and code. Most combinations never occur, so that each is made with its first event.
    private final AtomicReferenceArray<LongAdder> exchanges = new AtomicReferenceArray<>(
            PROTOCOLS.length * LABELS * (ERRORS.length + 1));
    private final LongAdder[] bytesIn = new LongAdder[LABELS];
    private final LongAdder[] bytesOut = new LongAdder[LABELS];
    private final LongAdder[] authFailures = new LongAdder[ERRORS.length];
    private final Latencies answers = new Latencies("tollgate_exchange_answer_seconds",
            "From an exchange's first byte to its success: a tunnel that stands, or the head of the target's answer",
            TO_ANSWER);
    private final Latencies durations = new Latencies("tollgate_exchange_duration_seconds",
            "From an exchange's first byte to its end", TO_END);

    ExchangeMetrics(Metrics metrics) {
        this.metrics = metrics;
        for (int product = 0; product < LABELS; product++) {
            bytesIn[product] = byteCounter("in", product);
            bytesOut[product] = byteCounter("out", product);
        }
        for (GatewayError error : ERRORS) {
            authFailures[error.ordinal()] = AUTHENTICATION.contains(error)
                    ? metrics.adder("tollgate.auth.failures", "Logins that failed, by the code that was sent", "code",
                            error.code())
                    : new LongAdder();
        }
        metrics.histogram(answers);
        metrics.histogram(durations);
    }

    private LongAdder byteCounter(String direction, int product) {
        return metrics.adder("tollgate.bytes", "Bytes at the client's socket, of exchanges that ended", "direction",
                direction, "product", label(product));
    }

    private static String label(int product) {
        if (product < PRODUCTS.length) {
            return PRODUCTS[product].slug();
        }
        return product == OF_TEST ? TEST : NONE;
    }

    @Override
    public void accept(ExchangeRecord ended) {
        int product = label(ended.caller());
        int error = ended.error().isPresent() ? ended.error().get().ordinal() : ERRORS.length;
        counter(ended.protocol(), product, error).increment();
        bytesIn[product].add(ended.bytesIn());
        bytesOut[product].add(ended.bytesOut());
        if (product == OF_TEST && ended.caller().proven()) {
            // What was asked for by a target's name is no failed login, and what is built in takes no time.
            return;
        }
        if (error < ERRORS.length) {
            authFailures[error].increment();
        }
        if (ended.answeredAfter().isPresent()) {
            answers.record(ended.protocol(), ended.answeredAfter().get());
        }
        durations.record(ended.protocol(), ended.duration());
    }

    private static int label(ExchangeRecord.Caller caller) {
        if (caller.inSandbox()) {
            return OF_TEST;
        }
        return caller.product().isPresent() ? caller.product().get().ordinal() : OF_NONE;
    }

    private LongAdder counter(ExchangeProtocol protocol, int product, int error) {
        int at = (protocol.ordinal() * LABELS + product) * (ERRORS.length + 1) + error;
        LongAdder known = exchanges.getAcquire(at);
        return known == null ? make(at, protocol, product, error) : known;
    }

    private LongAdder make(int at, ExchangeProtocol protocol, int product, int error) {
        // A family of codes is one label: the slug behind it is an operator's choice and unbounded.
        String code = error == ERRORS.length ? "ok" : ERRORS[error].code();
        LongAdder made = metrics.adder("tollgate.exchanges", "Exchanges that ended, by what became of them", "protocol",
                protocol.label(), "product", label(product), "code", code);
        exchanges.setRelease(at, made);
        return made;
    }
}
