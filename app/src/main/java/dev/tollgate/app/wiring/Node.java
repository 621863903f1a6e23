package dev.tollgate.app.wiring;

import dev.tollgate.app.Version;
import dev.tollgate.app.accesslog.AccessLog;
import dev.tollgate.app.admin.AdminServer;
import dev.tollgate.app.admin.ExchangeMetrics;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.AuthSettings;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.control.ApiConfig;
import dev.tollgate.control.ApiPorts;
import dev.tollgate.control.ApiServer;
import dev.tollgate.control.http.ListenException;
import dev.tollgate.control.publish.SnapshotPublisher;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.AdmissionRules;
import dev.tollgate.domain.admission.NodeCondition;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.traffic.ExchangeSink;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node: the data plane, the control plane and the admin listener over one store, in one process.
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final Closing closing;
    private final Settings settings;
    private final AtomicReference<Phase> phase;
    private final GatewayServer gateway;
    private final ApiServer api;
    private final AdminServer admin;
    private final Limits limits;
    private final Optional<Secret> firstToken;

    /// Where a node stands in its life.
    private enum Phase {
        STARTING, SERVING, DRAINING
    }

    private Node(Closing closing, Settings settings, AtomicReference<Phase> phase, GatewayServer gateway, ApiServer api,
            AdminServer admin, Limits limits, Optional<Secret> firstToken) {
        this.closing = closing;
        this.settings = settings;
        this.phase = phase;
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
            return start(settings, closing);
        } catch (RuntimeException | Error e) {
            closing.closeAll();
            throw e;
        }
    }

    private static Node start(Settings settings, Closing closing) {
        InstantSource clock = InstantSource.system();
        LongSupplier nanos = System::nanoTime;
        SecureRandom random = new SecureRandom();
        Ulids ids = new Ulids(clock, random);
        SecretMaker secrets = new SecretMaker(random);

        OpenStore opened = closing.add(OpenStore.open(settings, random));
        Store store = opened.store();
        ServerKey key = opened.key();
        FirstStart.Outcome first = new FirstStart(store, key, settings.brand(), ids, secrets, clock)
                .run(settings.bootstrap());
        first.notice().ifPresent(LOG::info);

        SnapshotHolder snapshots = new SnapshotHolder(AccessSnapshot.empty(new SnapshotRules(
                settings.brand().usernamePrefix(), settings.session().maxMinutes(),
                Set.copyOf(settings.locations().extraRegions()))));
        Limits limits = new Limits();
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
        AtomicReference<AdmissionRules> rules = new AtomicReference<>(rules(settings, Set.of()));
        NodeCondition condition = () -> phase.get() == Phase.SERVING
                ? Optional.empty()
                : Optional.of(GatewayError.MAINTENANCE);
        Optional<AccessLog> accessLog = AccessLogs.open(settings.accessLog());
        accessLog.ifPresent(closing::add);
        ExchangeMetrics metrics = new ExchangeMetrics();
        ExchangeSink sink = accessLog.<ExchangeSink>map(log -> ended -> {
            metrics.accept(ended);
            log.accept(ended);
        }).orElse(metrics);

        GatewayServer gateway = closing.add(new GatewayAssembly(settings, key, snapshots, rules::get, condition, limits,
                sink, random).server(closing));
        SnapshotPublisher publisher = closing.add(new SnapshotPublisher(snapshots, store.accessFeed(),
                List.of(new AccessEffects(gateway)), nanos));
        publisher.publishNow();
        publisher.start();

        ApiServer api = closing.add(startApi(settings, new ApiPorts(store.accounts(), store.tokens(), store.plans(),
                store.subUsers(), store.whitelists(), id -> Optional.empty(), publisher,
                () -> snapshots.current().usernames(), key, secrets, ids, clock)));
        metrics.gauges(gateway::connections, gateway::exchanges, limits::held, () -> snapshots.current().size(),
                () -> age(snapshots, nanos), () -> accessLog.map(AccessLog::dropped).orElse(0L));
        AdminServer admin = closing.add(startAdmin(settings, metrics,
                () -> phase.get() == Phase.SERVING && snapshots.usable(nanos.getAsLong())));
        int port = Listening.gateway(gateway, settings.gateway().address(), settings.gateway().port());
        rules.set(rules(settings, Set.of(port, api.port(), admin.port())));
        phase.set(Phase.SERVING);
        return new Node(closing, settings, phase, gateway, api, admin, limits, first.token());
    }

    private static AdmissionRules rules(Settings settings, Set<Integer> ownPorts) {
        return new AdmissionRules(settings.auth().mode() == AuthSettings.Mode.STRICT,
                settings.auth().throttle(),
                new TargetPolicy(settings.targets().rules(), OwnListeners.of(OwnAddresses.all(), ownPorts)),
                settings.kyc().requiredProducts());
    }

    private static ApiServer startApi(Settings settings, ApiPorts ports) {
        try {
            return ApiServer.start(new ApiConfig(settings.api().address().getHostAddress(), settings.api().port(),
                    CidrSet.of(settings.api().trustedProxies()),
                    settings.api().tls().map(files -> new ApiConfig.TlsFiles(files.certificate(), files.key())),
                    settings.brand(), Version.current()), ports);
        } catch (ListenException e) {
            throw new UserError(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static AdminServer startAdmin(Settings settings, ExchangeMetrics metrics,
            BooleanSupplier ready) {
        try {
            return AdminServer.start(new InetSocketAddress(settings.admin().address(), settings.admin().port()),
                    metrics,
                    ready);
        } catch (IOException e) {
            throw Listening.cannot("admin", settings.admin().address(), settings.admin().port(), e);
        }
    }

    private static double age(SnapshotHolder snapshots, LongSupplier nanos) {
        return snapshots.confirmedNanos().stream().mapToDouble(at -> (nanos.getAsLong() - at) / 1e9).findFirst()
                .orElse(Double.NaN);
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

    /// One line that says which addresses it listens on.
    public String addresses() {
        return "gateway " + InetAddresses.authority(settings.gateway().address(), gatewayPort()) + ", API "
                + (settings.api().tls().isPresent() ? "https://" : "http://")
                + InetAddresses.authority(settings.api().address(), apiPort()) + ", admin http://"
                + InetAddresses.authority(settings.admin().address(), adminPort());
    }

    /// Takes no new exchanges, waits for open ones to end (at most `drain.max`) and closes.
    public void drain() {
        phase.set(Phase.DRAINING);
        pause(settings.drain().delay(), () -> false);
        gateway.stopListening();
        pause(settings.drain().max(), () -> gateway.exchanges() == 0);
        close();
    }

    private static void pause(Duration longest, BooleanSupplier over) {
        long end = System.nanoTime() + longest.toNanos();
        while (!over.getAsBoolean() && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// Cuts what is open and stops.
    @Override
    public void close() {
        phase.set(Phase.DRAINING);
        closing.closeAll();
    }
}
