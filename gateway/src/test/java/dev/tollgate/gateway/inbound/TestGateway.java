package dev.tollgate.gateway.inbound;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.AccountAccess;
import dev.tollgate.domain.admission.AdmissionRules;
import dev.tollgate.domain.admission.Admitter;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
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
import dev.tollgate.gateway.dial.TlsOutcome;
import dev.tollgate.gateway.forward.UpstreamLimits;
import dev.tollgate.gateway.forward.UpstreamPool;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.listen.StepOrder;
import dev.tollgate.gateway.record.ExchangeClock;
import dev.tollgate.gateway.record.LoopExchanges;
import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.relay.BufferRelay;
import dev.tollgate.gateway.transport.SocketBudget;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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

import static org.assertj.core.api.Assertions.assertThat;

/// A gateway on loopback with one sub-user. Closing it fails the test if an exchange, a connection or a slot is left over, or
/// a record that no line expected.
public final class TestGateway implements AutoCloseable {
    public static final SubUserId SUB_USER = new SubUserId("sub_1");
    public static final String USERNAME = "helo_s1-type-res-region-us";
    public static final String PASSWORD = "0123456789abcdefghijklmnopqrstuv";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ServerKey KEY = new ServerKey(new byte[ServerKey.LENGTH]);
    private static final Brand BRAND = new Brand("helo_", "X-Helodata-", "hel_live_", "hel_test_", "helodata",
            "tollgate", "tollgate", "Tollgate", Optional.empty(), 7777, Optional.empty());

    private final GatewayMaker setup;
    private final SnapshotHolder snapshots;
    private final ExchangeClock clock = new ExchangeClock(InstantSource.system(), System::nanoTime);
    private final Limits limits = new Limits();
    private final BlockingQueue<ExchangeRecord> records = new LinkedBlockingQueue<>();
    private final List<Client> clients = new ArrayList<>();
    private final FakeExit exit;
    private final UnauthenticatedConnections unauthenticated;
    private final GatewayServer server;

    TestGateway(GatewayMaker setup) {
        this.setup = setup;
        exit = new FakeExit(setup.transport);
        snapshots = new SnapshotHolder(
                AccessSnapshot.empty(new SnapshotRules("helo_", SessionMinutes.DEFAULT, Set.of())));
        if (setup.loaded) {
            publish(setup.standing);
        }
        AdmissionRules rules = new AdmissionRules(setup.strict, new ThrottleSettings(setup.failures, Duration
                .ofMinutes(10), Duration.ofMillis(250), CidrSet.EMPTY),
                new TargetPolicy(TargetRules.DEFAULT, OwnListeners.NONE), Set.of());
        Admitter admitter = new Admitter(KEY, snapshots, () -> rules, setup.node, limits, (target, why) -> {});
        GatewayOptions options = new GatewayOptions(BRAND, setup.timeouts, setup.strict, false, false,
                setup.maxConnections, setup.proxyProtocol);
        unauthenticated = new UnauthenticatedConnections(setup.maxConnections);
        server = new GatewayServer(setup.transport, 1,
                new GatewayServices(options, admitter, snapshots, clock, unauthenticated, BufferBudget.unlimited(),
                        SocketBudget.unlimited()),
                new StepOrder(setup.certificates), this::loop);
        try {
            server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GatewayLoop loop(EventLoop eventLoop) {
        Random random = new Random(1);
        return new GatewayLoop(eventLoop, new LoopExchanges(new Ulids(InstantSource.system(), random), clock,
                records::add), exit, upstreams(eventLoop), new BufferRelay(System::nanoTime), random);
    }

    private UpstreamPool upstreams(EventLoop eventLoop) {
        return new UpstreamPool(eventLoop, exit, (channel, host, port, limit, done) -> done.accept(
                new TlsOutcome.Ready()),
                HeadRules.withoutVia(BRAND.headerPrefix()),
                new UpstreamLimits(setup.timeouts.connect(), setup.timeouts.keepAlive(), 256), SocketBudget
                        .unlimited());
    }

    private void publish(Standing standing) {
        AccessSnapshot current = snapshots.current();
        snapshots.publish(current.with(new AccessChanges(current.revision() + 1, List.of(subUser(standing)), List.of(
                account()),
                Optional.of(setup.withExit ? List.of(usualExit()) : List.of()))), System.nanoTime());
    }

    private SubUserAccess subUser(Standing standing) {
        return new SubUserAccess(SUB_USER, new AccountId("usr_1"), Environment.LIVE, "s1", standing,
                Set.of(Product.RESIDENTIAL), setup.allowance.concurrentMax(), setup.allowance.rpsMax(), AuthMode.AUTO,
                setup.requireTls,
                Passwords.first(KEY.hash(PASSWORD.getBytes(StandardCharsets.US_ASCII))),
                setup.list.isEmpty() ? Map.of() : Map.of(Product.RESIDENTIAL, setup.list), setup.defaults);
    }

    private AccountAccess account() {
        return new AccountAccess(new AccountId("usr_1"), false, true, new ProductLimits(Map.of(Product.RESIDENTIAL,
                new Plan.Limits(setup.allowance.productConcurrent(), setup.allowance.productRps()))), Set.of());
    }

    private Exit usualExit() {
        LabelValue any = new LabelValue.Any();
        return new Exit(new ExitId("ext_1"), "local", ExitKind.DIRECT,
                new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), any, any, any, any), setup.exitIp,
                Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);
    }

    /// Changes the sub-user's standing, and cuts what is open for it if it must end.
    public void subUserIs(Standing standing) {
        publish(standing);
        if (subUser(standing).cut()) {
            server.cut(caller -> caller.subUser().equals(Optional.of(SUB_USER)), Ending.ACCESS_WITHDRAWN);
        }
    }

    public Client client() {
        Client client = Client.connect(server.port());
        clients.add(client);
        return client;
    }

    /// Has it closed with the gateway.
    public Client keep(Client client) {
        clients.add(client);
        return client;
    }

    public FakeExit exit() {
        return exit;
    }

    public int port() {
        return server.port();
    }

    public GatewayServer server() {
        return server;
    }

    public Limits limits() {
        return limits;
    }

    public UnauthenticatedConnections unauthenticated() {
        return unauthenticated;
    }

    /// The record of the next exchange to end.
    public ExchangeRecord record() {
        try {
            return Optional.ofNullable(records.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .orElseThrow(() -> new AssertionError("no exchange has ended"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void eventually(String what, ThrowingRunnable holds) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(holds);
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
        eventually("nothing is left over", () -> {
            assertThat(server.exchanges()).as("live exchanges").isZero();
            assertThat(server.connections()).as("open connections").isZero();
            assertThat(unauthenticated.size()).as("unauthenticated connections").isZero();
            assertThat(limits.held()).as("slots held").isZero();
        });
        server.close();
        exit.close();
        setup.certificates.close();
        assertThat(records).as("records that no line expected").isEmpty();
    }
}
