package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.AuthSettings;
import dev.tollgate.app.settings.CertificateFiles;
import dev.tollgate.app.settings.RelaySettings;
import dev.tollgate.app.settings.Settings;
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
import dev.tollgate.gateway.connection.GatewayLoop;
import dev.tollgate.gateway.connection.GatewayOptions;
import dev.tollgate.gateway.connection.GatewayServices;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.connection.UnauthenticatedConnections;
import dev.tollgate.gateway.dial.Dialer;
import dev.tollgate.gateway.dial.SocketConnector;
import dev.tollgate.gateway.dial.TargetTlsContext;
import dev.tollgate.gateway.dial.resolve.TargetAddresses;
import dev.tollgate.gateway.dial.resolve.TargetResolver;
import dev.tollgate.gateway.forward.UpstreamLimits;
import dev.tollgate.gateway.forward.UpstreamPool;
import dev.tollgate.gateway.inbound.proxyprotocol.ProxyProtocol;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.inbound.tls.UnusableCertificate;
import dev.tollgate.gateway.listen.GatewayServer;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the data plane of the settings.
final class GatewayAssembly {
    private static final Logger LOG = LoggerFactory.getLogger("dev.tollgate.targets");

    /// One event loop for each core.
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final Settings settings;
    private final Supplier<AdmissionRules> rules;
    private final SnapshotHolder snapshots;
    private final Admitter admitter;
    private final ExchangeSink sink;
    private final SecureRandom random;
    private final BufferBudget budget;
    private final Transport transport = Transport.best();
    private final TargetResolver resolver;
    private final Descriptors descriptors = Descriptors.now();
    private final SocketBudget sockets = new SocketBudget(descriptors.sockets(), descriptors.socketsForTargets());
    /// Where the kernel relays.
    private Optional<SpliceRelay> splicing = Optional.empty();
    private final ExchangeClock clock = new ExchangeClock(InstantSource.system(), System::nanoTime);

    GatewayAssembly(Settings settings, ServerKey key, SnapshotHolder snapshots, Supplier<AdmissionRules> rules,
            NodeCondition condition, Limits limits, ExchangeSink sink, SecureRandom random) {
        this.settings = settings;
        this.rules = rules;
        this.snapshots = snapshots;
        this.sink = sink;
        this.random = random;
        this.resolver = new TargetResolver(settings.dns().servers(), settings.timeouts().dns(), transport);
        this.budget = new BufferBudget(settings.gateway().bufferBudget().orElseGet(DirectMemory::half));
        this.admitter = new Admitter(key, snapshots, rules, () -> condition(condition), limits,
                GatewayAssembly::report);
    }

    /// @param closing closes what the server needs, after it
    /// @param watch notices a new certificate
    GatewayServer server(Closing closing, Watch watch) {
        Timeouts timeouts = settings.timeouts();
        int connections = settings.gateway().maxConnections().orElseGet(descriptors::connections);
        GatewayOptions options = new GatewayOptions(settings.brand(), timeouts,
                settings.auth().mode() == AuthSettings.Mode.STRICT, settings.http().via(),
                settings.headers().proxyStatusOnSuccess(), connections);
        GatewayServices services = new GatewayServices(options, admitter, snapshots, clock,
                new UnauthenticatedConnections(Math.min(connections, sockets.limit() / 2)), budget, sockets);
        Dialer dialer = new Dialer(new TargetAddresses(this::policy, resolver, this::judge),
                new SocketConnector(transport, timeouts.deadPeer(), sockets), timeouts.connect());
        Relay relay = relay(closing);
        TargetTlsContext targetTls = targetTls();
        return new GatewayServer(transport, LOOPS, services,
                new StepOrder(closing.add(certificates(watch)), proxyProtocol()),
                loop -> loop(loop, dialer, upstreams(loop, dialer, targetTls, options), relay));
    }

    private Relay relay(Closing closing) {
        Duration deadPeer = settings.timeouts().deadPeer();
        BufferRelay buffers = new BufferRelay(System::nanoTime, BufferRelay.SWEEP_EVERY, budget, deadPeer);
        if (settings.relay().splice() == RelaySettings.Splice.OFF || transport != Transport.EPOLL) {
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

    /// Finds the addresses of targets.
    TargetResolver resolver() {
        return resolver;
    }

    private ProxyProtocol proxyProtocol() {
        return switch (settings.gateway().proxyProtocol()) {
            case OFF -> new ProxyProtocol.Off();
            case REQUIRED -> new ProxyProtocol.Required(CidrSet.of(settings.gateway().trustedProxies()));
        };
    }

    private Optional<GatewayError> condition(NodeCondition ofNode) {
        Optional<GatewayError> refusal = ofNode.refusal();
        return refusal.isEmpty() && (budget.exhausted() || sockets.exhausted())
                ? Optional.of(GatewayError.GATEWAY_OVERLOADED)
                : refusal;
    }

    private GatewayLoop loop(EventLoop loop, Dialer dialer, UpstreamPool upstreams, Relay relay) {
        SplittableRandom ofLoop = new SplittableRandom(random.nextLong());
        return new GatewayLoop(loop, new LoopExchanges(new Ulids(clock.wall(), ofLoop), clock, sink), dialer::dial,
                upstreams, relay, ofLoop);
    }

    private GatewayCertificates certificates(Watch watch) {
        if (settings.tls().files().isEmpty()) {
            return GatewayCertificates.none();
        }
        CertificateFiles files = settings.tls().files().get();
        try {
            GatewayCertificates certificates = GatewayCertificates
                    .load(new dev.tollgate.gateway.inbound.tls.CertificateFiles(files.certificate(), files.key()));
            CertificateWatch certificate = new CertificateWatch(certificates, files.certificate(), files.key());
            watch.add(certificate::look);
            return certificates;
        } catch (UnusableCertificate e) {
            throw new UserError(List.of(e.problem()));
        }
    }

    private UpstreamPool upstreams(EventLoop loop, Dialer dialer, TargetTlsContext tls, GatewayOptions options) {
        Timeouts timeouts = options.timeouts();
        return new UpstreamPool(loop, dialer::dial, tls::handshake, options.headRules(),
                new UpstreamLimits(timeouts.connect(), timeouts.keepAlive(), descriptors.idleUpstreams(LOOPS)),
                sockets);
    }

    private TargetTlsContext targetTls() {
        Optional<Path> trust = settings.upstream().trust();
        try {
            return trust.isPresent()
                    ? TargetTlsContext.withExtraRoots(trust.get())
                    : TargetTlsContext.withSystemRoots();
        } catch (IOException e) {
            throw untrusted(DataDirectory.reason(e));
        } catch (GeneralSecurityException e) {
            throw untrusted(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private UserError untrusted(String why) {
        return new UserError("the roots that targets are trusted by cannot be read from "
                + settings.upstream().trust().map(Path::toString).orElse("this Java") + " (" + why + ")",
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
