package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.AuthSettings;
import dev.tollgate.app.settings.CertificateFiles;
import dev.tollgate.app.settings.RelaySettings;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.webhook.Names;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.AdmissionRules;
import dev.tollgate.domain.admission.Admitter;
import dev.tollgate.domain.admission.NodeCondition;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.traffic.ExchangeSink;
import dev.tollgate.gateway.connection.Drain;
import dev.tollgate.gateway.connection.GatewayLoop;
import dev.tollgate.gateway.connection.GatewayOptions;
import dev.tollgate.gateway.connection.GatewayServices;
import dev.tollgate.gateway.connection.ProxyProtocol;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.connection.UnauthenticatedConnections;
import dev.tollgate.gateway.dial.Dialer;
import dev.tollgate.gateway.dial.SocketConnector;
import dev.tollgate.gateway.dial.TargetTlsContext;
import dev.tollgate.gateway.dial.resolve.TargetAddresses;
import dev.tollgate.gateway.dial.resolve.TargetResolver;
import dev.tollgate.gateway.forward.UpstreamLimits;
import dev.tollgate.gateway.forward.UpstreamPool;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.inbound.tls.UnusableCertificate;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.listen.ListeningSockets;
import dev.tollgate.gateway.listen.StepOrder;
import dev.tollgate.gateway.record.ExchangeClock;
import dev.tollgate.gateway.record.LoopExchanges;
import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.relay.BufferRelay;
import dev.tollgate.gateway.relay.Relay;
import dev.tollgate.gateway.relay.splice.SpliceRelay;
import dev.tollgate.gateway.transport.SocketBudget;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the data plane of the settings, and changes it under the connections that are open: they go on as they began.
/// Thread-safe.
final class GatewayAssembly implements Part {
    private static final Logger LOG = LoggerFactory.getLogger("dev.tollgate.targets");
    private static final Logger NODE_LOG = LoggerFactory.getLogger(Node.class);

    /// One event loop for each core.
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    /// By then nobody resolves by name servers that were replaced.
    private static final Duration OLD_RESOLVER = Duration.ofMinutes(1);

    private final Supplier<AdmissionRules> rules;
    private final Admitter admitter;
    private final ExchangeSink sink;
    private final SecureRandom random;
    private final Watch watch;
    private final BufferBudget budget;
    private final UnauthenticatedConnections unauthenticated;
    private final GatewayCertificates certificates;
    private final Transport transport = Transport.best();
    private final Descriptors descriptors = Descriptors.now();
    private final SocketBudget sockets = new SocketBudget(descriptors.sockets(), descriptors.socketsForTargets());
    /// Where the kernel relays.
    private Optional<SpliceRelay> splicing = Optional.empty();
    private final ExchangeClock clock = new ExchangeClock(InstantSource.system(), System::nanoTime);
    private final AtomicReference<Settings> settings;
    private final GatewayServer server;
    private FileStates certificateFiles;
    private volatile GatewayOptions options;
    private volatile Outbound outbound;
    private volatile Lookups lookupsBefore = new Lookups(0, 0);

    /// How often resolvers that were replaced looked for names.
    private record Lookups(long all, long failed) {}

    /// What leads from here to targets.
    ///
    /// @param trustFiles as they were when `tls` read them
    private record Outbound(TargetResolver resolver, Dialer dialer, TargetTlsContext tls, FileStates trustFiles) {}

    GatewayAssembly(AtomicReference<Settings> settings, ServerKey key, SnapshotHolder snapshots,
            Supplier<AdmissionRules> rules, NodeCondition condition, Limits limits, ExchangeSink sink,
            SecureRandom random, Closing closing, Watch watch) {
        Settings first = settings.get();
        this.settings = settings;
        this.rules = rules;
        this.sink = sink;
        this.random = random;
        this.watch = watch;
        this.budget = new BufferBudget(budget(first));
        this.admitter = new Admitter(key, snapshots, rules, () -> condition(condition), limits,
                GatewayAssembly::report);
        this.options = options(first);
        this.unauthenticated = new UnauthenticatedConnections(possibleConnections(options));
        this.outbound = outbound(first, resolver(first), targetTls(first));
        this.certificateFiles = certificateFiles(first);
        this.certificates = closing.add(certificates(first));
        GatewayServices services = new GatewayServices(() -> options, admitter, snapshots, clock, unauthenticated,
                budget, sockets, new Drain());
        Relay relay = relay(first, closing);
        this.server = closing.add(new GatewayServer(transport, LOOPS, services, new StepOrder(certificates),
                loop -> loop(loop, relay)));
    }

    GatewayServer server() {
        return server;
    }

    /// Looks names up for others, on the gateway's loops.
    Names names() {
        return new GatewayNames(() -> outbound.resolver(), server::anyLoop);
    }

    @Override
    public Runnable prepare(Settings next, Closing undo) {
        Settings now = settings.get();
        boolean otherNames = !next.dns().equals(now.dns()) || !next.timeouts().dns().equals(now.timeouts().dns());
        boolean otherRoots = !FileStates.of(trustFiles(next)).equals(outbound.trustFiles());
        FileStates files = certificateFiles(next);
        boolean otherCertificate = !files.equals(certificateFiles);
        if (otherCertificate) {
            certificates(next).close();
        }
        Outbound other = outbound(next, otherNames ? resolver(next) : outbound.resolver(),
                otherRoots ? targetTls(next) : outbound.tls());
        Optional<ListeningSockets> elsewhere = elsewhere(now, next).map(undo::add);
        return () -> {
            change(next, other);
            if (otherCertificate) {
                show(next, files);
            }
            elsewhere.ifPresent(server::use);
            server.probeAnew();
        };
    }

    private Optional<ListeningSockets> elsewhere(Settings now, Settings next) {
        boolean same = next.gateway().address().equals(now.gateway().address())
                && next.gateway().port() == now.gateway().port();
        return same
                ? Optional.empty()
                : Optional.of(Listening.gateway(server, next.gateway().address(), next.gateway().port()));
    }

    private void change(Settings next, Outbound other) {
        GatewayOptions changed = options(next);
        options = changed;
        budget.resize(budget(next));
        unauthenticated.resize(possibleConnections(changed));
        TargetResolver before = outbound.resolver();
        outbound = other;
        if (before != other.resolver()) {
            lookupsBefore = new Lookups(lookupsBefore.all() + before.lookups(),
                    lookupsBefore.failed() + before.failures());
            watch.once(OLD_RESOLVER, before::close);
        }
        server.onEachLoop(loop -> loop.upstreams().use(changed.headRules(), limits(changed.timeouts())));
    }

    private void show(Settings next, FileStates files) {
        certificateFiles = files;
        try {
            if (next.tls().files().isPresent()) {
                certificates.use(forGateway(next.tls().files().get()));
            } else {
                // Without one TLS is turned away, until there is another.
                certificates.close();
            }
        } catch (UnusableCertificate e) {
            // It was good a moment ago: it is being written, and the watch sees it again.
            NODE_LOG.error("The certificate was changed but cannot be used; the one before stays. {}", e.problem());
        }
    }

    private GatewayOptions options(Settings of) {
        return new GatewayOptions(of.brand(), of.timeouts(), of.auth().mode() == AuthSettings.Mode.STRICT,
                of.http().via(), of.headers().proxyStatusOnSuccess(),
                of.gateway().maxConnections().orElseGet(descriptors::connections), proxyProtocol(of));
    }

    /// Connections that can come about: descriptors may allow fewer than the settings.
    private int possibleConnections(GatewayOptions of) {
        return Math.min(of.maxConnections(), sockets.limit() / 2);
    }

    private static long budget(Settings of) {
        return of.gateway().bufferBudget().orElseGet(DirectMemory::half);
    }

    private TargetResolver resolver(Settings of) {
        return new TargetResolver(of.dns().servers(), of.timeouts().dns(), transport);
    }

    private Outbound outbound(Settings of, TargetResolver resolver, TargetTlsContext tls) {
        Timeouts timeouts = of.timeouts();
        Dialer dialer = new Dialer(new TargetAddresses(this::policy, resolver, this::judge),
                new SocketConnector(transport, timeouts.deadPeer(), sockets), timeouts.connect());
        return new Outbound(resolver, dialer, tls, FileStates.of(trustFiles(of)));
    }

    private Relay relay(Settings first, Closing closing) {
        Supplier<Duration> deadPeer = () -> options.timeouts().deadPeer();
        BufferRelay buffers = new BufferRelay(System::nanoTime, BufferRelay.SWEEP_EVERY, budget, deadPeer);
        if (first.relay().splice() == RelaySettings.Splice.OFF || transport != Transport.EPOLL) {
            return buffers;
        }
        SpliceRelay kernel = closing.add(new SpliceRelay(new SpliceRelay.Means(System::nanoTime,
                BufferRelay.SWEEP_EVERY, budget, deadPeer, descriptors.pipes()), buffers));
        splicing = Optional.of(kernel);
        return kernel;
    }

    /// The relay by the kernel, once there is a [#server]; empty where there is none.
    Optional<SpliceRelay> splicing() {
        return splicing;
    }

    /// Names of targets that were looked up since the start.
    long lookups() {
        return lookupsBefore.all() + outbound.resolver().lookups();
    }

    /// Those of them that have no address.
    long failedLookups() {
        return lookupsBefore.failed() + outbound.resolver().failures();
    }

    private static ProxyProtocol proxyProtocol(Settings of) {
        return switch (of.gateway().proxyProtocol()) {
            case OFF -> new ProxyProtocol.Off();
            case REQUIRED -> new ProxyProtocol.Required(CidrSet.of(of.gateway().trustedProxies()));
        };
    }

    private Optional<GatewayError> condition(NodeCondition ofNode) {
        Optional<GatewayError> refusal = ofNode.refusal();
        return refusal.isEmpty() && (budget.exhausted() || sockets.exhausted())
                ? Optional.of(GatewayError.GATEWAY_OVERLOADED)
                : refusal;
    }

    private GatewayLoop loop(EventLoop loop, Relay relay) {
        SplittableRandom ofLoop = new SplittableRandom(random.nextLong());
        return new GatewayLoop(loop, new LoopExchanges(new Ulids(clock.wall(), ofLoop), clock, sink),
                (request, on, done) -> outbound.dialer().dial(request, on, done), upstreams(loop), relay, ofLoop);
    }

    private UpstreamPool upstreams(EventLoop loop) {
        return new UpstreamPool(loop, (request, on, done) -> outbound.dialer().dial(request, on, done),
                (channel, host, port, limit, done) -> outbound.tls().handshake(channel, host, port, limit, done),
                options.headRules(), limits(options.timeouts()), sockets);
    }

    private UpstreamLimits limits(Timeouts timeouts) {
        return new UpstreamLimits(timeouts.connect(), timeouts.keepAlive(), descriptors.idleUpstreams(LOOPS));
    }

    private static FileStates certificateFiles(Settings of) {
        return FileStates.of(of.tls().files().map(files -> List.of(files.certificate(), files.key()))
                .orElseGet(List::of));
    }

    private static List<Path> trustFiles(Settings of) {
        return of.upstream().trust().map(List::of).orElseGet(List::of);
    }

    private static GatewayCertificates certificates(Settings of) {
        if (of.tls().files().isEmpty()) {
            return GatewayCertificates.none();
        }
        try {
            return GatewayCertificates.load(forGateway(of.tls().files().get()));
        } catch (UnusableCertificate e) {
            throw new UserError(List.of(e.problem()));
        }
    }

    private static dev.tollgate.gateway.inbound.tls.CertificateFiles forGateway(CertificateFiles files) {
        return new dev.tollgate.gateway.inbound.tls.CertificateFiles(files.certificate(), files.key());
    }

    private static TargetTlsContext targetTls(Settings of) {
        Optional<Path> trust = of.upstream().trust();
        try {
            return trust.isPresent()
                    ? TargetTlsContext.withExtraRoots(trust.get())
                    : TargetTlsContext.withSystemRoots();
        } catch (IOException e) {
            throw untrusted(trust, DataDirectory.reason(e));
        } catch (GeneralSecurityException e) {
            throw untrusted(trust, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static UserError untrusted(Optional<Path> trust, String why) {
        return new UserError("the roots that targets are trusted by cannot be read from "
                + trust.map(Path::toString).orElse("this Java") + " (" + why + ")",
                "put certificates in PEM there, or correct upstream.trust");
    }

    private TargetPolicy policy() {
        return rules.get().targets();
    }

    private Optional<Refusal> judge(Target target, List<IpAddress> addresses) {
        return admitter.judge(policy(), target, policy().judgeResolved(target, addresses));
    }

    /// For the rollout of the guard: what it would refuse.
    private static void report(Target target, String why) {
        LOG.info("targets.guard would refuse {}: {}", target, why);
    }
}
