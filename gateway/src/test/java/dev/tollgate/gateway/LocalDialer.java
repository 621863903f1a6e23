package dev.tollgate.gateway;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.target.Target;
import dev.tollgate.gateway.dial.DialOutcome;
import dev.tollgate.gateway.dial.DialRequest;
import dev.tollgate.gateway.dial.Dialing;
import dev.tollgate.gateway.dial.ExitDialer;
import dev.tollgate.gateway.dial.SocketConnector;
import dev.tollgate.gateway.transport.SocketBudget;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Dials a server on loopback whatever the target is called, or fails as it was told. Thread-safe.
public final class LocalDialer implements ExitDialer {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1").orElseThrow();

    private final SocketConnector connector;
    private final AtomicInteger dials = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Map<Target, Integer> ports = new ConcurrentHashMap<>();
    private volatile int port;
    private volatile Optional<DialOutcome> failure = Optional.empty();
    private volatile boolean silent;
    private volatile Runnable beforeConnected = () -> {};
    private volatile Optional<CompletableFuture<Void>> gate = Optional.empty();

    LocalDialer(Transport transport, int port, SocketBudget sockets) {
        this.connector = new SocketConnector(transport, Duration.ofMinutes(2), sockets);
        this.port = port;
    }

    /// Dials this port of loopback from now on.
    public void dialsPort(int loopbackPort) {
        port = loopbackPort;
    }

    /// Dials this port of loopback for one target.
    public void dialsPort(Target target, int loopbackPort) {
        ports.put(target, loopbackPort);
    }

    public void fails(GatewayError error, Check check, String detail) {
        failure = Optional.of(new DialOutcome.Failed(error, check, detail));
    }

    /// Never comes to an outcome.
    public void staysSilent() {
        silent = true;
    }

    /// Nothing comes of a dial before [#goesOn].
    public void waits() {
        gate = Optional.of(new CompletableFuture<>());
    }

    public void goesOn() {
        gate.orElseThrow().complete(null);
    }

    /// Does this when it has connected, before anybody is told.
    public void beforeConnected(Runnable work) {
        beforeConnected = work;
    }

    public int dials() {
        return dials.get();
    }

    public int cancelled() {
        return cancelled.get();
    }

    @Override
    public Dialing dial(DialRequest request, EventLoop loop, Consumer<DialOutcome> outcome) {
        dials.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        Dialing dialing = () -> {
            if (over.compareAndSet(false, true)) {
                cancelled.incrementAndGet();
            }
        };
        if (silent) {
            return dialing;
        }
        gate.ifPresentOrElse(opens -> opens.thenRunAsync(() -> attempt(request, loop, over, outcome), loop),
                () -> attempt(request, loop, over, outcome));
        return dialing;
    }

    private void attempt(DialRequest request, EventLoop loop, AtomicBoolean over, Consumer<DialOutcome> outcome) {
        if (failure.isPresent()) {
            over.set(true);
            outcome.accept(failure.get());
            return;
        }
        ChannelFuture attempt;
        try {
            attempt = connector.connect(LOOPBACK, ports.getOrDefault(request.target(), port), loop);
        } catch (ChannelException outOfDescriptors) {
            over.set(true);
            outcome.accept(new DialOutcome.Failed(GatewayError.TARGET_UNREACHABLE, Check.DIAL, "There is no socket."));
            return;
        }
        attempt.addListener(done -> {
            Channel channel = ((ChannelFuture) done).channel();
            if (!over.compareAndSet(false, true)) {
                channel.close();
            } else if (done.isSuccess()) {
                beforeConnected.run();
                outcome.accept(new DialOutcome.Connected(channel, LOOPBACK));
            } else {
                outcome.accept(new DialOutcome.Failed(GatewayError.TARGET_REFUSED, Check.DIAL,
                        "The target refused the connection."));
            }
        });
    }
}
