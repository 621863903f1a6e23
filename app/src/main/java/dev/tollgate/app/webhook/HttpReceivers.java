package dev.tollgate.app.webhook;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Post;
import dev.tollgate.domain.webhook.ReceiverRules;
import dev.tollgate.domain.webhook.Receivers;
import dev.tollgate.domain.webhook.Signature;
import dev.tollgate.domain.webhook.WebhookUrl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// Receivers over HTTP/1.1. Thread-safe; each method waits in the thread that calls it, which is to be a virtual one.
///
/// A receiver that has ten seconds, from the first question about its name, does not get more by sending a byte now and then: a
/// watch closes the socket.
public final class HttpReceivers implements Receivers, AutoCloseable {
    /// A§12.
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private final Supplier<ReceiverRules> rules;
    private final Names names;
    private final Supplier<SSLContext> trust;
    private final Supplier<Brand> brand;
    private final InstantSource clock;
    private final Duration limit;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("webhook-watch").factory());

    /// @param rules in force now, as the other suppliers say what is in force now
    public HttpReceivers(Supplier<ReceiverRules> rules, Names names, Supplier<SSLContext> trust, Supplier<Brand> brand,
            InstantSource clock) {
        this(rules, names, trust, brand, clock, LIMIT);
    }

    HttpReceivers(Supplier<ReceiverRules> rules, Names names, Supplier<SSLContext> trust, Supplier<Brand> brand,
            InstantSource clock, Duration limit) {
        this.rules = rules;
        this.names = names;
        this.trust = trust;
        this.brand = brand;
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public Optional<String> objection(WebhookUrl url) {
        ReceiverRules now = rules.get();
        Optional<String> objection = now.objection(url);
        if (objection.isPresent() || !(url.target().host() instanceof Host.Name)) {
            return objection;
        }
        // Without addresses plain http needs the name itself to be allowed.
        List<IpAddress> addresses = addresses(url, limit).orElse(List.of());
        return now.objection(url, addresses);
    }

    private Optional<List<IpAddress>> addresses(WebhookUrl url, Duration patience) {
        return switch (url.target().host()) {
            case Host.Literal(IpAddress address) -> Optional.of(List.of(address));
            case Host.Name name -> rules.get().policy().fixedAddresses(name)
                    .or(() -> names.addresses(name, patience));
        };
    }

    @Override
    public AttemptOutcome post(Post post) {
        long began = System.nanoTime();
        return WebhookUrl.parse(post.url()).map(url -> post(url, post, began))
                .orElseGet(() -> AttemptOutcome.failed("The URL cannot be read.", since(began)));
    }

    private AttemptOutcome post(WebhookUrl url, Post post, long began) {
        ReceiverRules now = rules.get();
        Optional<String> objection = now.objection(url);
        if (objection.isPresent()) {
            return AttemptOutcome.failed(objection.get(), since(began));
        }
        Optional<List<IpAddress>> addresses = addresses(url, limit);
        if (addresses.isEmpty() || addresses.get().isEmpty()) {
            return AttemptOutcome.failed("The name has no address.", since(began));
        }
        return now.objection(url, addresses.get()).map(why -> AttemptOutcome.failed(why, since(began)))
                .orElseGet(() -> tryEach(url, addresses.get(), post, began));
    }

    /// One address after another, until one accepts the connection.
    private AttemptOutcome tryEach(WebhookUrl url, List<IpAddress> judged, Post post, long began) {
        AttemptOutcome last = AttemptOutcome.failed("The name has no address.", since(began));
        for (IpAddress address : judged) {
            Duration left = limit.minus(since(began));
            if (!left.isPositive()) {
                return late(began);
            }
            try (ReceiverConnection connection = new ReceiverConnection()) {
                Future<?> cut = watch.schedule(connection::close, left.toNanos(), TimeUnit.NANOSECONDS);
                try {
                    Socket socket = connection.connect(url, address, trust);
                    return answered(ReceiverConnection.exchange(socket, url, headers(post), post.body()), began);
                } finally {
                    cut.cancel(false);
                }
            } catch (SSLException e) {
                return limit.minus(since(began)).isPositive()
                        ? AttemptOutcome.failed("TLS failed: " + oneLine(e), since(began))
                        : late(began);
            } catch (ConnectException _) {
                last = AttemptOutcome.failed("The receiver refused the connection.", since(began));
            } catch (NoRouteToHostException | SocketTimeoutException _) {
                last = AttemptOutcome.failed("The receiver cannot be reached.", since(began));
            } catch (IOException _) {
                return limit.minus(since(began)).isPositive()
                        ? AttemptOutcome.failed("The receiver broke off.", since(began))
                        : late(began);
            }
        }
        return last;
    }

    private static AttemptOutcome answered(Optional<Integer> status, long began) {
        return status.map(code -> AttemptOutcome.answered(code, since(began)))
                .orElseGet(() -> AttemptOutcome.failed("The answer is not HTTP.", since(began)));
    }

    private AttemptOutcome late(long began) {
        return AttemptOutcome.failed("No answer within " + limit.toSeconds() + " s.", since(began));
    }

    private Map<String, String> headers(Post post) {
        Brand now = brand.get();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", now.viaPseudonym());
        headers.put(now.header("Event"), post.type());
        headers.put(now.header("Signature"), Signature.of(post.body(), clock.instant(), post.secrets()));
        return headers;
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
