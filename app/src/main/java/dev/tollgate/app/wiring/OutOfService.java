package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.DrainSettings;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.listen.ListeningSockets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a running node out of service and back, as an operator asks over the API (A§16.7, ADR 0023): nobody new, time for who is
/// there, then nobody at all. The process, its API and its health page stay. Thread-safe.
final class OutOfService implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(OutOfService.class);

    private final Lifetime lifetime;
    private final GatewayServer gateway;
    private final Supplier<DrainSettings> settings;
    private final IntFunction<ListeningSockets> listen;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("out-of-service").factory());
    private volatile boolean wanted;

    /// @param listen opens the sockets of the gateway at a port, anew
    OutOfService(Lifetime lifetime, GatewayServer gateway, Supplier<DrainSettings> settings,
            IntFunction<ListeningSockets> listen) {
        this.lifetime = lifetime;
        this.gateway = gateway;
        this.settings = settings;
        this.listen = listen;
    }

    /// What an operator wants now; heard again and again.
    void wanted(boolean drained) {
        if (drained != wanted) {
            wanted = drained;
            if (drained) {
                thread.execute(this::outAndBack);
            }
        }
    }

    /// The whole of one absence. While it lasts, another cannot begin.
    private void outAndBack() {
        if (!wanted || !lifetime.recess(Lifetime.Recess.ANNOUNCED)) {
            return;
        }
        LOG.info("An operator drains this node: it takes nobody new.");
        int port = gateway.port();
        DrainSettings drain = settings.get();
        if (stays(drain.delay(), () -> false)) {
            lifetime.recess(Lifetime.Recess.TAKEN);
            gateway.drain();
            empty(drain.max());
            do {
                awaitReturn();
            } while (lifetime.up() && !listensAgain(port));
        }
        lifetime.recess(Lifetime.Recess.NONE);
    }

    private void empty(Duration longest) {
        Duration lastThird = longest.dividedBy(3);
        stays(longest.minus(lastThird), () -> gateway.exchanges() == 0 && gateway.connections() == 0);
        if (wanted) {
            gateway.endIdle();
            gateway.cutSpread(Ending.SHUTDOWN, lastThird);
        }
    }

    private void awaitReturn() {
        while (wanted && lifetime.up()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean listensAgain(int port) {
        try {
            gateway.resume(listen.apply(port));
            LOG.info("An operator has this node go on.");
            return true;
        } catch (UserError e) {
            LOG.error("This node cannot go on yet: {}", String.join(" | ", e.lines()));
            LockSupport.parkNanos(TRY_AGAIN.toNanos());
            return false;
        }
    }

    /// @return whether the node is still to be out when that time is over, or `early` is true
    private boolean stays(Duration longest, BooleanSupplier early) {
        long end = System.nanoTime() + longest.toNanos();
        while (wanted && !early.getAsBoolean() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return wanted;
    }

    @Override
    public void close() {
        wanted = false;
        thread.shutdownNow();
    }
}
