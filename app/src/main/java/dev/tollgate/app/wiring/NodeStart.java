package dev.tollgate.app.wiring;

import dev.tollgate.app.admin.Metrics;
import dev.tollgate.app.admin.NotReady;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.handover.Predecessor;
import dev.tollgate.app.settings.CertificateFiles;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.control.ApiPorts;
import dev.tollgate.control.MemberPorts;
import dev.tollgate.control.password.PasswordCost;
import dev.tollgate.control.publish.SnapshotPublisher;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.traffic.ExchangeSink;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.listen.ListeningSockets;
import java.io.IOException;
import java.nio.file.Path;
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

    private final AtomicReference<Settings> settings;
    private final Closing closing;
    private final Optional<Predecessor> predecessor;
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
    private final RulesInForce rules;

    /// @param closing takes every part that was started, also when a later one fails
    /// @param predecessor whose place this node takes
    NodeStart(Settings settings, Closing closing, Optional<Predecessor> predecessor) {
        this.settings = new AtomicReference<>(settings);
        this.closing = closing;
        this.predecessor = predecessor;
        this.metrics = closing.add(new Metrics());
        this.snapshots = new SnapshotHolder(AccessSnapshot.empty(snapshotRules(settings)));
        this.rules = new RulesInForce(settings, OwnAddresses::all);
    }

    private static SnapshotRules snapshotRules(Settings of) {
        return new SnapshotRules(of.brand().usernamePrefix(), of.session().maxMinutes(),
                Set.copyOf(of.locations().extraRegions()));
    }

    Node start() {
        Settings first = settings.get();
        DataDirectory folder = closing.add(DataDirectory.of(first.dataDir()));
        if (predecessor.isEmpty()) {
            folder.take();
        }
        OpenStore opened = closing.add(OpenStore.open(first, random));
        FirstStart firstStart = new FirstStart(opened.store(), opened.key(), first.brand(), ids, secrets, clock);
        Account operator = firstStart.prepare(first.bootstrap());
        AccessLogs accessLog = closing.add(new AccessLogs(first.accessLog(), clock));

        Watch watch = closing.add(new Watch());
        GatewayAssembly assembly = new GatewayAssembly(settings, opened.key(), snapshots, rules, lifetime, limits,
                sink(accessLog), random, closing, watch);
        GatewayServer gateway = assembly.server();
        SnapshotPublisher publisher = publisher(opened, gateway);
        predecessor.ifPresent(before -> {
            before.prepared();
            folder.take();
            // What was changed over the predecessor's API while this node prepared itself.
            publisher.publishNow();
        });
        ApiPart api = closing.add(ApiPart.start(first, apiPorts(opened, publisher),
                passed(Succession.API, Succession.apiPlace(first)).map(List::getFirst)));
        new NodeMeters(metrics).show(assembly, limits, snapshots, accessLog);
        AdminPart admin = closing.add(new AdminPart(first.admin(), metrics,
                () -> unready(gateway),
                passed(Succession.ADMIN, Succession.adminPlace(first)).map(List::getFirst)));
        ListeningSockets sockets = listen(gateway, first);
        gateway.use(sockets);
        rules.listensOn(() -> Set.of(gateway.port(), api.port(), admin.port()));
        watch.add(rules::look);
        FirstStart.FirstToken token = firstStart.token(operator, first.bootstrap());
        token.notice().ifPresent(LOG::info);

        Reconfiguration changes = new Reconfiguration(settings, List.of(assembly, accessLog, api, admin,
                (next, _) -> () -> publisher.use(snapshotRules(next)), rules, assembly.keptConnections()));
        lifetime.move(Lifetime.Phase.SERVING);
        sockets.accept();
        Node node = new Node(closing, changes, lifetime, gateway, api, admin, limits, folder,
                new Node.ShownOnce(token.made(), firstStart.setupCode()));
        predecessor.ifPresent(Predecessor::serving);
        node.offerPlace();
        watchCertificates(watch, changes, node);
        return node;
    }

    /// While it takes another's place, that one serves whoever asks for this one.
    private boolean servedByPredecessor() {
        return predecessor.isPresent() && lifetime.starting();
    }

    /// What stands against new clients now (G§21).
    private List<NotReady> unready(GatewayServer gateway) {
        List<NotReady> parts = new ArrayList<>();
        if (!lifetime.serving() && !servedByPredecessor()) {
            parts.add(new NotReady("node", lifetime.word()));
        }
        if (!snapshots.usable(nanos.getAsLong())) {
            parts.add(new NotReady("snapshot", snapshots.confirmedNanos().isEmpty()
                    ? "none yet"
                    : "not confirmed by the store for too long"));
        }
        if (!gateway.listens() && !servedByPredecessor()) {
            parts.add(new NotReady("listeners", "the gateway does not listen"));
        }
        return parts;
    }

    private Optional<List<Integer>> passed(String role, String place) {
        return predecessor.flatMap(before -> before.take(role, place));
    }

    private ListeningSockets listen(GatewayServer gateway, Settings first) {
        Optional<List<Integer>> passed = passed(Succession.GATEWAY, Succession.gatewayPlace(first));
        if (passed.isEmpty()) {
            return Listening.gateway(gateway, first.gateway().address(), first.gateway().port());
        }
        try {
            return gateway.adopt(passed.get());
        } catch (IOException e) {
            throw Listening.notPassed(Succession.GATEWAY, e);
        }
    }

    private static void watchCertificates(Watch watch, Reconfiguration changes, Node node) {
        FileWatch certificates = new FileWatch(() -> certificates(changes.inForce()));
        watch.add(() -> {
            if (certificates.changed()) {
                node.renewCertificates();
            }
        });
    }

    private static List<Path> certificates(Settings of) {
        List<Path> files = new ArrayList<>();
        for (Optional<CertificateFiles> one : List.of(of.tls().files(), of.api().tls())) {
            one.ifPresent(both -> files.addAll(List.of(both.certificate(), both.key())));
        }
        of.upstream().trust().ifPresent(files::add);
        return files;
    }

    private ExchangeSink sink(AccessLogs accessLog) {
        List<ExchangeSink> sinks = List.of(metrics.exchanges(), lastUses, accessLog);
        return ended -> sinks.forEach(sink -> sink.accept(ended));
    }

    private SnapshotPublisher publisher(OpenStore opened, GatewayServer gateway) {
        SnapshotPublisher publisher = closing.add(new SnapshotPublisher(snapshots, opened.store().accessFeed(),
                List.of(new AccessEffects(gateway, limits), lastUses), nanos));
        publisher.publishNow();
        publisher.start();
        return publisher;
    }

    private MemberPorts memberPorts(OpenStore opened) {
        var store = opened.store();
        return new MemberPorts(store.members(), store.credentials(), store.sessions(), store.secondFactors(),
                store.attempts(), store.setup(), new Sealing(opened.key(), random), PasswordCost.USUAL);
    }

    private ApiPorts apiPorts(OpenStore opened, SnapshotPublisher publisher) {
        var store = opened.store();
        return new ApiPorts(store.accounts(), store.ledger(), store.tokens(), store.plans(), store.subUsers(),
                store.whitelists(), memberPorts(opened), lastUses,
                new SharedPublisher(publisher, lifetime::handedOver), () -> snapshots.current().usernames(),
                opened.key(), secrets, ids, clock);
    }
}
