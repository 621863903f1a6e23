package dev.tollgate.app.wiring;

import dev.tollgate.app.settings.AuthSettings;
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
import dev.tollgate.gateway.dial.resolve.TargetAddresses;
import dev.tollgate.gateway.forward.UpstreamLimits;
import dev.tollgate.gateway.forward.UpstreamPool;
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

    /// One event loop for each core.
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final Supplier<AdmissionRules> rules;
    private final Admitter admitter;
    private final ExchangeSink sink;
    private final SecureRandom random;
    private final BufferBudget budget;
    private final UnauthenticatedConnections unauthenticated;
    private final ShownCertificate certificate;
    private final Transport transport = Transport.best();
    private final Descriptors descriptors = Descriptors.now();
    private final SocketBudget sockets = new SocketBudget(descriptors.sockets(), descriptors.socketsForTargets());
    /// Where the kernel relays.
    private Optional<SpliceRelay> splicing = Optional.empty();
    private final ExchangeClock clock = new ExchangeClock(InstantSource.system(), System::nanoTime);
    private final AtomicReference<Settings> settings;
    private final GatewayServer server;
    private final WayOut wayOut;
    private volatile GatewayOptions options;

    GatewayAssembly(AtomicReference<Settings> settings, ServerKey key, SnapshotHolder snapshots,
            Supplier<AdmissionRules> rules, NodeCondition condition, Limits limits, ExchangeSink sink,
            SecureRandom random, Closing closing, Watch watch) {
        Settings first = settings.get();
        this.settings = settings;
        this.rules = rules;
        this.sink = sink;
        this.random = random;
        this.budget = new BufferBudget(budget(first));
        this.admitter = new Admitter(key, snapshots, rules, () -> condition(condition), limits,
                GatewayAssembly::report);
        this.options = options(first);
        this.unauthenticated = new UnauthenticatedConnections(possibleConnections(options));
        this.wayOut = new WayOut(first, transport, sockets,
                resolver -> new TargetAddresses(this::policy, resolver, this::judge), watch);
        this.certificate = closing.add(new ShownCertificate(first));
        GatewayServices services = new GatewayServices(() -> options, admitter, snapshots, clock, unauthenticated,
                budget, sockets, new Drain());
        Relay relay = relay(first, closing);
        this.server = closing.add(new GatewayServer(transport, LOOPS, services, new StepOrder(certificate
                .certificates()),
                loop -> loop(loop, relay)));
    }

    GatewayServer server() {
        return server;
    }

    /// Looks names up for others, on the gateway's loops.
    Names names() {
        return new GatewayNames(wayOut::resolver, server::anyLoop);
    }

    @Override
    public Runnable prepare(Settings next, Closing undo) {
        Runnable shown = certificate.prepare(next, undo);
        Runnable out = wayOut.prepare(next, undo);
        Optional<ListeningSockets> elsewhere = elsewhere(settings.get(), next).map(undo::add);
        return () -> {
            change(next);
            out.run();
            shown.run();
            elsewhere.ifPresent(server::use);
            server.probeAnew();
        };
    }

    /// The connections to targets that are kept for a next request: they were opened by the rules before. To be changed after the
    /// rules.
    Part keptConnections() {
        return (next, _) -> next.targets().equals(settings.get().targets())
                ? () -> {}
                : () -> server.onEachLoop(loop -> loop.upstreams().renew());
    }

    private Optional<ListeningSockets> elsewhere(Settings now, Settings next) {
        boolean same = next.gateway().address().equals(now.gateway().address())
                && next.gateway().port() == now.gateway().port();
        return same
                ? Optional.empty()
                : Optional.of(Listening.gateway(server, next.gateway().address(), next.gateway().port()));
    }

    private void change(Settings next) {
        GatewayOptions changed = options(next);
        options = changed;
        budget.resize(budget(next));
        unauthenticated.resize(possibleConnections(changed));
        server.onEachLoop(loop -> loop.upstreams().use(changed.headRules(), limits(changed.timeouts())));
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

    /// What leads to targets.
    WayOut wayOut() {
        return wayOut;
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
                wayOut.dialer(), upstreams(loop), relay, ofLoop);
    }

    private UpstreamPool upstreams(EventLoop loop) {
        return new UpstreamPool(loop, wayOut.dialer(), wayOut.tls(), options.headRules(), limits(options.timeouts()),
                sockets);
    }

    private UpstreamLimits limits(Timeouts timeouts) {
        return new UpstreamLimits(timeouts.connect(), timeouts.keepAlive(), descriptors.idleUpstreams(LOOPS));
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
