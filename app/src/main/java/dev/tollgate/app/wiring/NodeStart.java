package dev.tollgate.app.wiring;

import dev.tollgate.app.Version;
import dev.tollgate.app.accesslog.AccessLog;
import dev.tollgate.app.admin.AdminServer;
import dev.tollgate.app.admin.Metrics;
import dev.tollgate.app.admin.NotReady;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.AuthSettings;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.control.ApiConfig;
import dev.tollgate.control.ApiPorts;
import dev.tollgate.control.ApiServer;
import dev.tollgate.control.http.ListenException;
import dev.tollgate.control.publish.SnapshotPublisher;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.AdmissionRules;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.traffic.ExchangeSink;
import dev.tollgate.gateway.listen.GatewayServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One start of a node: what its parts share, and the order in which they begin.
final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final Settings settings;
    private final Closing closing;
    private final InstantSource clock = InstantSource.system();
    private final LongSupplier nanos = System::nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final Ulids ids = new Ulids(clock, random);
    private final SecretMaker secrets = new SecretMaker(random);
    private final Lifetime lifetime = new Lifetime();
    private final Limits limits = new Limits();
    private final LastUses lastUses = new LastUses();
    private final Metrics metrics;
    private final SnapshotHolder snapshots;
    private final AtomicReference<AdmissionRules> rules;

    /// @param closing takes every part that was started, also when a later one fails
    NodeStart(Settings settings, Closing closing) {
        this.settings = settings;
        this.closing = closing;
        this.metrics = closing.add(new Metrics());
        this.snapshots = new SnapshotHolder(AccessSnapshot.empty(new SnapshotRules(
                settings.brand().usernamePrefix(), settings.session().maxMinutes(),
                Set.copyOf(settings.locations().extraRegions()))));
        this.rules = new AtomicReference<>(rules(Set.of(), Set.of()));
    }

    Node start() {
        OpenStore opened = closing.add(OpenStore.open(settings, random));
        FirstStart firstStart = new FirstStart(opened.store(), opened.key(), settings.brand(), ids, secrets, clock);
        Account operator = firstStart.prepare(settings.bootstrap());
        Optional<AccessLog> accessLog = AccessLogs.open(settings.accessLog(), clock);
        accessLog.ifPresent(closing::add);

        Watch watch = closing.add(new Watch());
        GatewayAssembly assembly = new GatewayAssembly(settings, opened.key(), snapshots, rules::get, lifetime, limits,
                sink(accessLog), random);
        GatewayServer gateway = closing.add(assembly.server(closing, watch));
        SnapshotPublisher publisher = publisher(opened, gateway);
        ApiServer api = closing.add(api(opened, publisher));
        new NodeMeters(metrics).show(gateway, assembly, limits, snapshots, accessLog);
        AdminServer admin = closing.add(admin(gateway));

        int port = Listening.gateway(gateway, settings.gateway().address(), settings.gateway().port());
        Set<Integer> ownPorts = Set.of(port, api.port(), admin.port());
        rules.set(rules(OwnAddresses.all(), ownPorts));
        watch.add(new Runnable() {
            private Set<IpAddress> seen = OwnAddresses.all();

            @Override
            public void run() {
                Set<IpAddress> now = OwnAddresses.all();
                if (!now.equals(seen)) {
                    seen = now;
                    rules.set(rules(now, ownPorts));
                }
            }
        });
        FirstStart.FirstToken token = firstStart.token(operator, settings.bootstrap());
        token.notice().ifPresent(LOG::info);
        lifetime.move(Lifetime.Phase.SERVING);
        return new Node(closing, settings, lifetime, gateway, api, admin, limits, token.made());
    }

    private ExchangeSink sink(Optional<AccessLog> accessLog) {
        List<ExchangeSink> sinks = new ArrayList<>(List.of(metrics.exchanges(), lastUses));
        accessLog.ifPresent(sinks::add);
        return ended -> sinks.forEach(sink -> sink.accept(ended));
    }

    private SnapshotPublisher publisher(OpenStore opened, GatewayServer gateway) {
        SnapshotPublisher publisher = closing.add(new SnapshotPublisher(snapshots, opened.store().accessFeed(),
                List.of(new AccessEffects(gateway, limits), lastUses), nanos));
        publisher.publishNow();
        publisher.start();
        return publisher;
    }

    private AdmissionRules rules(Set<IpAddress> ownAddresses, Set<Integer> ownPorts) {
        return new AdmissionRules(settings.auth().mode() == AuthSettings.Mode.STRICT,
                settings.auth().throttle(),
                new TargetPolicy(settings.targets().rules(), OwnListeners.of(ownAddresses, ownPorts)),
                settings.kyc().requiredProducts());
    }

    private ApiServer api(OpenStore opened, SnapshotPublisher publisher) {
        var store = opened.store();
        ApiConfig config = new ApiConfig(settings.api().address().getHostAddress(), settings.api().port(),
                CidrSet.of(settings.api().trustedProxies()),
                settings.api().tls().map(files -> new ApiConfig.TlsFiles(files.certificate(), files.key())),
                settings.brand(), Version.current());
        try {
            return ApiServer.start(config, new ApiPorts(store.accounts(), store.tokens(), store.plans(),
                    store.subUsers(), store.whitelists(), lastUses, publisher,
                    () -> snapshots.current().usernames(), opened.key(), secrets, ids, clock));
        } catch (ListenException e) {
            throw new UserError(List.of(String.valueOf(e.getMessage())));
        }
    }

    /// What stands against new clients now (G§21).
    private List<NotReady> unready(GatewayServer gateway) {
        List<NotReady> parts = new ArrayList<>();
        if (!lifetime.serving()) {
            parts.add(new NotReady("node", lifetime.word()));
        }
        if (!snapshots.usable(nanos.getAsLong())) {
            parts.add(new NotReady("snapshot", snapshots.confirmedNanos().isEmpty()
                    ? "none yet"
                    : "not confirmed by the store for too long"));
        }
        if (!gateway.listening()) {
            parts.add(new NotReady("listeners", "the gateway does not listen"));
        }
        return parts;
    }

    private AdminServer admin(GatewayServer gateway) {
        try {
            return AdminServer.start(new InetSocketAddress(settings.admin().address(), settings.admin().port()),
                    metrics, () -> unready(gateway));
        } catch (IOException e) {
            throw Listening.cannot("admin", settings.admin().address(), settings.admin().port(), e);
        }
    }
}
