package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.handover.Predecessor;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.watch.LoopWatchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node: the data plane, the control plane and the admin listener over one store, in one process. Thread-safe.
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final Closing closing;
    private final Reconfiguration changes;
    private final Lifetime lifetime;
    private final GatewayServer gateway;
    private final ApiPart api;
    private final AdminPart admin;
    private final Limits limits;
    private final Succession succession;
    private final ShownOnce firstStart;

    Node(Closing closing, Reconfiguration changes, Lifetime lifetime, GatewayServer gateway, ApiPart api,
            AdminPart admin, Limits limits, DataDirectory folder, ShownOnce firstStart) {
        this.closing = closing;
        this.changes = changes;
        this.lifetime = lifetime;
        this.gateway = gateway;
        this.api = api;
        this.admin = admin;
        this.limits = limits;
        this.succession = new Succession(changes::inForce, lifetime, gateway, api, admin, folder);
        this.firstStart = firstStart;
    }

    /// What a first start made for its operator, to be shown this once.
    ///
    /// @param token empty with `bootstrap.token`, and of a later start
    /// @param setupCode empty of a later start
    record ShownOnce(Optional<Secret> token, Optional<Secret> setupCode) {}

    /// Starts all parts; when one cannot, those that were started are closed again.
    ///
    /// @throws UserError if something on this machine or in the settings is in the way
    public static Node start(Settings settings) {
        return start(settings, Optional.empty());
    }

    /// As [#start], in the place of the node that runs on the same data folder, if one does (ADR 0015). That one accepts
    /// nobody any more once this returns; if this fails, it goes on.
    ///
    /// @throws UserError if something on this machine or in the settings is in the way
    public static Node takeOver(Settings settings) {
        Optional<Predecessor> found = Predecessor.of(settings.dataDir());
        if (found.isEmpty()) {
            return start(settings);
        }
        try (Predecessor predecessor = found.get()) {
            return start(settings, Optional.of(predecessor));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Node start(Settings settings, Optional<Predecessor> predecessor) {
        Closing closing = new Closing();
        try {
            return new NodeStart(settings, closing, predecessor).start();
        } catch (StoreFailure e) {
            closing.closeAll();
            throw OpenStore.failed(e);
        } catch (RuntimeException | Error e) {
            closing.closeAll();
            throw e;
        }
    }

    /// Whether it is up and not about to go down.
    public boolean serving() {
        return lifetime.serving();
    }

    /// Puts other settings in force, for connections and exchanges that begin from then on; those of
    /// [dev.tollgate.app.settings.read.TakesEffect#AT_START] must be those it was started with.
    ///
    /// @throws UserError if they cannot be; then all is as before
    public void reconfigure(Settings next) {
        changes.to(next);
    }

    /// Reads the certificates of the settings in force again.
    void renewCertificates() {
        if (!serving()) {
            return;
        }
        try {
            reconfigure(changes.inForce());
            LOG.info("The certificates were read again.");
        } catch (UserError e) {
            // An alarm: those in use go on until they expire. Said once for each change of the files.
            LOG.error("A certificate was changed but cannot be used; those before stay. {}",
                    String.join(" | ", e.lines()));
        }
    }

    /// Lets a process that is started to take this node's place have its sockets.
    void offerPlace() {
        succession.offer().ifPresent(closing::add);
    }

    /// Has `told` run once another process has taken this node's place: it is time to [#drain].
    public void whenHandedOver(Runnable told) {
        succession.whenHandedOver(told);
    }

    public boolean handedOver() {
        return lifetime.handedOver();
    }

    /// Of a first start without `bootstrap.token`: to be shown this once.
    public Optional<Secret> firstToken() {
        return firstStart.token();
    }

    /// Of a first start: with it the first owner is made, once (A§3). To be shown this once.
    public Optional<Secret> setupCode() {
        return firstStart.setupCode();
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
        return changes.inForce().brand();
    }

    /// How long it may take to go down, from when it accepts nobody any more.
    public Duration longestDrain() {
        return changes.inForce().drain().max();
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
        Settings now = changes.inForce();
        return "gateway " + InetAddresses.authority(now.gateway().address(), gatewayPort()) + ", API "
                + (now.api().tls().isPresent() ? "https://" : "http://")
                + InetAddresses.authority(now.api().address(), apiPort()) + ", admin http://"
                + InetAddresses.authority(now.admin().address(), adminPort());
    }

    /// Goes down in order (G§20): says that it is not ready, stops accepting after `drain.delay`, gives open exchanges
    /// `drain.max` to end, of which the last third ends one after another those that have not, and closes.
    ///
    /// Plain connections get `Connection: close` with their next answer. Those that are still idle when nothing else is to be
    /// waited for, or when the last third begins, are ended in order.
    ///
    /// @param hurry once true, everything is cut at once
    public void drain(BooleanSupplier hurry) {
        new GoingDown(lifetime, gateway, api, hurry).run(changes.inForce().drain());
        close();
    }

    /// Cuts what is open and stops.
    @Override
    public void close() {
        lifetime.move(Lifetime.Phase.DRAINING);
        closing.closeAll();
    }
}
