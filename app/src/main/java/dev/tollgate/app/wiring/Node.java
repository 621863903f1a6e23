package dev.tollgate.app.wiring;

import dev.tollgate.app.admin.AdminServer;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.control.ApiServer;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.watch.LoopWatchdog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One running node: the data plane, the control plane and the admin listener over one store, in one process.
public final class Node implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Closing closing;
    private final Settings settings;
    private final Lifetime lifetime;
    private final GatewayServer gateway;
    private final ApiServer api;
    private final AdminServer admin;
    private final Limits limits;
    private final Optional<Secret> firstToken;

    Node(Closing closing, Settings settings, Lifetime lifetime, GatewayServer gateway, ApiServer api,
            AdminServer admin, Limits limits, Optional<Secret> firstToken) {
        this.closing = closing;
        this.settings = settings;
        this.lifetime = lifetime;
        this.gateway = gateway;
        this.api = api;
        this.admin = admin;
        this.limits = limits;
        this.firstToken = firstToken;
    }

    /// Starts all parts; when one cannot, those that were started are closed again.
    ///
    /// @throws UserError if something on this machine or in the settings is in the way
    public static Node start(Settings settings) {
        Closing closing = new Closing();
        try {
            return new NodeStart(settings, closing).start();
        } catch (StoreFailure e) {
            closing.closeAll();
            throw OpenStore.failed(e);
        } catch (RuntimeException | Error e) {
            closing.closeAll();
            throw e;
        }
    }

    /// Of a first start without `bootstrap.token`: to be shown this once.
    public Optional<Secret> firstToken() {
        return firstToken;
    }

    public int gatewayPort() {
        return gateway.port();
    }

    public int apiPort() {
        return api.port();
    }

    public int adminPort() {
        return admin.port();
    }

    /// The wire constants it runs with.
    public Brand brand() {
        return settings.brand();
    }

    /// Client connections that are open.
    public int connections() {
        return gateway.connections();
    }

    /// Exchanges that have begun and not ended.
    public int exchanges() {
        return gateway.exchanges();
    }

    /// Concurrency slots that are held.
    public int permits() {
        return limits.held();
    }

    /// Sees whether the event loops run freely.
    public LoopWatchdog watchdog() {
        return gateway.watchdog();
    }

    /// Of the open connections those that have not authenticated, or were refused.
    public long unauthenticated() {
        return gateway.figures().unauthenticated();
    }

    /// Bytes of memory that hold what is in flight.
    public long bufferedBytes() {
        return gateway.figures().bufferedBytes();
    }

    /// Connections to targets that wait for their next request.
    public long idleUpstreams() {
        return gateway.figures().idleUpstreams();
    }

    /// One line that says which addresses it listens on.
    public String addresses() {
        return "gateway " + InetAddresses.authority(settings.gateway().address(), gatewayPort()) + ", API "
                + (settings.api().tls().isPresent() ? "https://" : "http://")
                + InetAddresses.authority(settings.api().address(), apiPort()) + ", admin http://"
                + InetAddresses.authority(settings.admin().address(), adminPort());
    }

    /// Goes down in order (G§20): says that it is not ready, stops accepting after `drain.delay`, gives open exchanges
    /// `drain.max` to end, of which the last third ends one after another those that have not, and closes.
    ///
    /// @param hurry once true, everything is cut at once
    public void drain(BooleanSupplier hurry) {
        lifetime.move(Lifetime.Phase.LEAVING);
        pause(settings.drain().delay(), hurry);
        lifetime.move(Lifetime.Phase.DRAINING);
        gateway.stopListening();
        BooleanSupplier over = () -> hurry.getAsBoolean() || gateway.exchanges() == 0;
        Duration lastThird = settings.drain().max().dividedBy(3);
        if (!pause(settings.drain().max().minus(lastThird), over)) {
            gateway.cutSpread(Ending.SHUTDOWN, lastThird);
            pause(lastThird, over);
        }
        close();
    }

    /// @return whether it was over before its time
    private static boolean pause(Duration longest, BooleanSupplier over) {
        long end = System.nanoTime() + longest.toNanos();
        while (!over.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    /// Cuts what is open and stops.
    @Override
    public void close() {
        lifetime.move(Lifetime.Phase.DRAINING);
        closing.closeAll();
    }
}
