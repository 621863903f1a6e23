package dev.tollgate.gateway;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.AccountAccess;
import dev.tollgate.domain.admission.AdmissionRules;
import dev.tollgate.domain.admission.Admitter;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.admission.ThrottleSettings;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.ProductLimits;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.username.SessionMinutes;
import dev.tollgate.gateway.connection.GatewayLoop;
import dev.tollgate.gateway.connection.GatewayOptions;
import dev.tollgate.gateway.connection.GatewayServices;
import dev.tollgate.gateway.connection.UnauthenticatedConnections;
import dev.tollgate.gateway.forward.UpstreamLimits;
import dev.tollgate.gateway.forward.UpstreamPool;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.record.ExchangeClock;
import dev.tollgate.gateway.record.LoopExchanges;
import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.relay.BufferRelay;
import dev.tollgate.gateway.relay.splice.SpliceRelay;
import dev.tollgate.gateway.transport.SocketBudget;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// A gateway on loopback that knows one sub-user and one exit, and whose exit reaches one scripted target whatever name is asked
/// for. Closing it fails the test if an exchange, a slot, a connection or a buffer is left over, or a record nobody looked at.
public final class GatewayFixture implements AutoCloseable {
    public static final SubUserId SUB_USER = new SubUserId("sub_01JD3W8Q5ZK7M2N4P6R8T0V1XY");
    public static final String NAME = "s1a2b3c4d5e";
    public static final String USERNAME = "helo_" + NAME + "-type-res-region-us";
    public static final String PASSWORD = "0123456789abcdefghijklmnopqrstuv";
    /// A whole field line.
    public static final String AUTHORIZATION = authorization(USERNAME, PASSWORD);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration DEAD_PEER = Duration.ofMinutes(2);
    private static final int PIPES = 4;
    private static final ServerKey KEY = new ServerKey(new byte[ServerKey.LENGTH]);
    private static final Brand BRAND = new Brand("helo_", "X-Helodata-", "hel_live_", "hel_test_", "helodata",
            "tollgate",
            "tollgate", "Tollgate", Optional.empty(), 7777, Optional.empty());
    private static final Exit EXIT = new Exit(new ExitId("ext_01JD3W8Q5ZK7M2N4P6R8T0V1XY"), "local", ExitKind.DIRECT,
            new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), new LabelValue.Any(), new LabelValue.Any(),
                    new LabelValue.Any(), new LabelValue.Any()),
            IpAddress.parse("198.51.100.42"), Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);

    private final long memoryBefore = memory();
    private final GatewaySetup setup;
    private final ExchangeClock clock = new ExchangeClock(InstantSource.system(), System::nanoTime);
    private final SnapshotHolder snapshots;
    private final Limits limits = new Limits();
    private final BlockingQueue<ExchangeRecord> records = new LinkedBlockingQueue<>();
    private final ScriptedTarget target = new ScriptedTarget();
    private final SocketBudget sockets;
    private final BufferBudget buffers;
    private final LocalDialer dialer;
    private final UnauthenticatedConnections unauthenticated;
    private final SpliceRelay relay;
    private final GatewayServer server;
    private final List<Peer> clients = new ArrayList<>();
    private final List<GatewayLoop> loops = new ArrayList<>();
    private @Nullable ExchangeRecord last;

    public GatewayFixture() {
        this(GatewaySetup.USUAL);
    }

    public GatewayFixture(GatewaySetup setup) {
        this.setup = setup;
        SnapshotRules rules = new SnapshotRules("helo_", SessionMinutes.DEFAULT, Set.of());
        this.snapshots = new SnapshotHolder(AccessSnapshot.empty(rules));
        this.sockets = new SocketBudget(setup.sockets, setup.sockets / 4);
        this.buffers = new BufferBudget(setup.buffers);
        this.dialer = new LocalDialer(setup.transport, target.port(), sockets);
        this.relay = new SpliceRelay(new SpliceRelay.Means(setup.relayClock, BufferRelay.SWEEP_EVERY, buffers,
                () -> DEAD_PEER, PIPES), new BufferRelay(setup.relayClock, BufferRelay.SWEEP_EVERY, buffers,
                        () -> DEAD_PEER));
        if (setup.loaded) {
            publish(setup.standing, usualExits());
        }
        AdmissionRules admission = new AdmissionRules(setup.strict, new ThrottleSettings(setup.failures, Duration
                .ofMinutes(10), Duration.ofMillis(250), CidrSet.EMPTY),
                new TargetPolicy(TargetRules.DEFAULT, OwnListeners.NONE), Set.of());
        this.unauthenticated = new UnauthenticatedConnections(options().maxConnections());
        Admitter admitter = new Admitter(KEY, snapshots, () -> admission, setup.node, limits,
                (reported, why) -> {});
        GatewayServices services = new GatewayServices(options(), admitter, snapshots, clock,
                unauthenticated, buffers, sockets);
        this.server = new GatewayServer(setup.transport, 1, services, setup.pipeline(), this::loop);
        try {
            server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GatewayLoop loop(EventLoop eventLoop) {
        Random random = new Random(1);
        GatewayLoop loop = new GatewayLoop(eventLoop,
                new LoopExchanges(new Ulids(InstantSource.system(), random), clock, records::add), dialer, upstreams(
                        eventLoop),
                relay, random);
        loops.add(loop);
        return loop;
    }

    private GatewayOptions options() {
        return new GatewayOptions(BRAND, setup.timeouts, setup.strict, setup.via, false, setup.connections,
                setup.proxyProtocol);
    }

    private UpstreamPool upstreams(EventLoop eventLoop) {
        return new UpstreamPool(eventLoop, dialer, setup.targetTls, options().headRules(),
                new UpstreamLimits(setup.timeouts.connect(), setup.timeouts.keepAlive(), setup.idleUpstreams),
                sockets);
    }

    /// Puts another state of the sub-user in force, and ends what is open if it must end.
    public void subUserIs(SubUserAccess.Standing standing) {
        publish(standing, usualExits());
        if (subUser(standing).cut()) {
            server.cut(caller -> caller.subUser().equals(Optional.of(SUB_USER)), Ending.ACCESS_WITHDRAWN);
        }
    }

    /// Puts other exits in force.
    public void exitsAre(List<Exit> exits) {
        publish(SubUserAccess.Standing.ACTIVE, exits);
    }

    /// An exit as the usual one but for its name and address.
    public static Exit exit(String name, String exitIp) {
        return new Exit(new ExitId("ext_" + name), name, EXIT.kind(), EXIT.labels(), IpAddress.parse(exitIp), EXIT
                .weight(),
                EXIT.state());
    }

    private List<Exit> usualExits() {
        Exit usual = setup.exitIpKnown ? EXIT : without(EXIT);
        return setup.withExit ? List.of(usual) : List.of();
    }

    private static Exit without(Exit exit) {
        return new Exit(exit.id(), exit.name(), exit.kind(), exit.labels(), Optional.empty(), exit.weight(), exit
                .state());
    }

    private void publish(SubUserAccess.Standing standing, List<Exit> exits) {
        AccessSnapshot current = snapshots.current();
        snapshots.publish(current.with(new AccessChanges(current.revision() + 1, List.of(subUser(standing)), List.of(
                account()),
                Optional.of(exits))), System.nanoTime());
    }

    private SubUserAccess subUser(SubUserAccess.Standing standing) {
        return new SubUserAccess(SUB_USER, new AccountId("usr_01JD3W8Q5ZK7M2N4P6R8T0V1XY"), setup.environment, NAME,
                standing, Set.of(Product.RESIDENTIAL, Product.MOBILE), setup.allowance.concurrentMax(),
                setup.allowance.rpsMax(), AuthMode.AUTO, setup.requireTls,
                Passwords.first(KEY.hash(PASSWORD.getBytes(StandardCharsets.US_ASCII))),
                setup.list.isEmpty() ? Map.of() : Map.of(Product.RESIDENTIAL, setup.list), setup.defaults);
    }

    private AccountAccess account() {
        Plan.Limits limits = new Plan.Limits(setup.allowance.productConcurrent(), setup.allowance.productRps());
        return new AccountAccess(new AccountId("usr_01JD3W8Q5ZK7M2N4P6R8T0V1XY"), false, true,
                new ProductLimits(Map.of(Product.RESIDENTIAL, limits, Product.MOBILE, limits)), Set.of());
    }

    /// A `Proxy-Authorization` line.
    public static String authorization(String username, String password) {
        byte[] both = (username + ":" + password).getBytes(StandardCharsets.US_ASCII);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(both) + "\r\n";
    }

    /// A new connection to the gateway.
    public Peer client() {
        return client(0);
    }

    /// As [#client()], with a small receive buffer for a reader that is to be slow.
    public Peer client(int receiveBuffer) {
        Peer client = Peer.connect(server.port(), receiveBuffer);
        clients.add(client);
        return client;
    }

    /// Has a client that came in another way closed before the gateway is.
    public Peer keep(Peer client) {
        clients.add(client);
        return client;
    }

    public int port() {
        return server.port();
    }

    /// What the exit reaches.
    public ScriptedTarget target() {
        return target;
    }

    public LocalDialer dialer() {
        return dialer;
    }

    public GatewayServer server() {
        return server;
    }

    public UnauthenticatedConnections unauthenticated() {
        return unauthenticated;
    }

    public SpliceRelay relay() {
        return relay;
    }

    public SocketBudget sockets() {
        return sockets;
    }

    public BufferBudget buffers() {
        return buffers;
    }

    public Limits limits() {
        return limits;
    }

    public List<GatewayLoop> loops() {
        return loops;
    }

    /// The record of the next exchange to end.
    public ExchangeRecord record() {
        try {
            last = records.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(last).as("the record of an exchange").isNotNull();
        return last;
    }

    public static void eventually(String what, ThrowingRunnable holds) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(holds);
    }

    /// Records that nobody has asked for.
    public int recordsLeft() {
        return records.size();
    }

    @Override
    public void close() {
        clients.forEach(Peer::close);
        target.close();
        eventually("nothing is left over", () -> {
            assertThat(server.exchanges()).as("live exchanges").isZero();
            assertThat(server.connections()).as("open connections").isZero();
            assertThat(unauthenticated.size()).as("unauthenticated connections").isZero();
            assertThat(limits.held()).as("slots held").isZero();
        });
        server.close();
        relay.close();
        setup.certificates.ifPresent(GatewayCertificates::close);
        assertThat(sockets.open()).as("sockets that are counted").isZero();
        assertThat(buffers.held()).as("bytes that are counted").isZero();
        assertThat(memory()).as("bytes in buffers").isEqualTo(memoryBefore);
        assertThat(records).as("records that no test line expected").isEmpty();
    }

    private static long memory() {
        var metric = UnpooledByteBufAllocator.DEFAULT.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
