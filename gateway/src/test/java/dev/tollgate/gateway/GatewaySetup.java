package dev.tollgate.gateway;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.DefaultUsername;
import dev.tollgate.domain.admission.NodeCondition;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.gateway.connection.ConnectionPipeline;
import dev.tollgate.gateway.connection.ProxyProtocol;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.dial.TlsOutcome;
import dev.tollgate.gateway.forward.TargetHandshake;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.listen.StepOrder;
import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What a test wants its gateway to be like: the usual one, and its departures. A departure leaves the setup it departs from as
/// it was.
public final class GatewaySetup implements Cloneable {
    /// Its TLS to targets succeeds without a word, so that the target's script stays readable.
    public static final GatewaySetup USUAL = new GatewaySetup();

    // Of the node.
    Transport transport = Transport.best();
    Timeouts timeouts = Timeouts.DEFAULT;
    NodeCondition node = NodeCondition.ACCEPTING;
    boolean loaded = true;
    boolean strict;
    boolean via;
    int failures;
    int connections = 10_000;
    int sockets = Integer.MAX_VALUE;
    int idleUpstreams = 256;
    long buffers = Long.MAX_VALUE;
    LongSupplier relayClock = System::nanoTime;
    // Of its door.
    ProxyProtocol proxyProtocol = new ProxyProtocol.Off();
    Optional<GatewayCertificates> certificates = Optional.empty();
    UnaryOperator<ConnectionPipeline> steps = UnaryOperator.identity();
    // Of the sub-user.
    Allowance allowance = new Allowance(100, 10_000, 100, 10_000);
    Standing standing = Standing.ACTIVE;
    Environment environment = Environment.LIVE;
    boolean requireTls;
    CidrSet list = CidrSet.EMPTY;
    List<DefaultUsername> defaults = List.of();
    // Of what lies behind it.
    boolean withExit = true;
    boolean exitIpKnown = true;
    TargetHandshake targetTls = (channel, host, port, limit, done) -> done.accept(new TlsOutcome.Ready());

    private GatewaySetup() {}

    private GatewaySetup but(Consumer<GatewaySetup> change) {
        try {
            GatewaySetup other = (GatewaySetup) clone();
            change.accept(other);
            return other;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public GatewayFixture start() {
        return new GatewayFixture(this);
    }

    ConnectionPipeline pipeline() {
        return steps.apply(certificates.map(StepOrder::new).orElseGet(StepOrder::new));
    }

    public GatewaySetup with(Transport other) {
        return but(setup -> setup.transport = other);
    }

    public GatewaySetup with(Timeouts other) {
        return but(setup -> setup.timeouts = other);
    }

    /// Of a body and of a tunnel without a byte.
    public GatewaySetup withPatience(Duration bodyIdle, Duration tunnelIdle) {
        Timeouts t = timeouts;
        return with(new Timeouts(t.detect(), t.head(), t.proxyHeader(), t.keepAlive(), t.nextHead(), t.dns(),
                t.connect(), t.exitConnect(), t.firstByte(), bodyIdle, tunnelIdle, t.halfClosed(), t.tunnelMax(),
                t.deadPeer()));
    }

    public GatewaySetup withDeadlines(Duration detect, Duration head) {
        return but(setup -> setup.timeouts = timeouts(detect, head, timeouts.proxyHeader()));
    }

    public GatewaySetup withProxyHeaderWithin(Duration time) {
        return but(setup -> setup.timeouts = timeouts(timeouts.detect(), timeouts.head(), time));
    }

    private Timeouts timeouts(Duration detect, Duration head, Duration proxyHeader) {
        Timeouts t = timeouts;
        return new Timeouts(detect, head, proxyHeader, t.keepAlive(), t.nextHead(), t.dns(), t.connect(),
                t.exitConnect(), t.firstByte(), t.bodyIdle(), t.tunnelIdle(), t.halfClosed(), t.tunnelMax(),
                t.deadPeer());
    }

    public GatewaySetup with(NodeCondition condition) {
        return but(setup -> setup.node = condition);
    }

    public GatewaySetup refusing(GatewayError why) {
        return with(() -> Optional.of(why));
    }

    /// The store was never read.
    public GatewaySetup notLoaded() {
        return but(setup -> setup.loaded = false);
    }

    public GatewaySetup strict() {
        return but(setup -> setup.strict = true);
    }

    public GatewaySetup withVia() {
        return but(setup -> setup.via = true);
    }

    /// The throttle lets so many failures pass undelayed.
    public GatewaySetup withFailures(int number) {
        return but(setup -> setup.failures = number);
    }

    /// So many clients may be connected.
    public GatewaySetup withConnections(int most) {
        return but(setup -> setup.connections = most);
    }

    /// So many sockets may be open, of clients and targets; a quarter is kept for targets.
    public GatewaySetup withSockets(int number) {
        return but(setup -> setup.sockets = number);
    }

    /// So many connections to targets may wait unused.
    public GatewaySetup withIdleUpstreams(int number) {
        return but(setup -> setup.idleUpstreams = number);
    }

    /// The buffer budget.
    public GatewaySetup withBuffers(long bytes) {
        return but(setup -> setup.buffers = bytes);
    }

    /// What tunnels ask for the time, in nanoseconds.
    public GatewaySetup withRelayClock(LongSupplier clock) {
        return but(setup -> setup.relayClock = clock);
    }

    /// PROXY headers are required, and believed of these networks.
    public GatewaySetup withTrustedProxies(String... networks) {
        return but(setup -> setup.proxyProtocol = new ProxyProtocol.Required(CidrSet.of(Stream.of(networks)
                .map(network -> Cidr.parse(network).orElseThrow()).toList())));
    }

    /// @param shown closed with the gateway
    public GatewaySetup with(GatewayCertificates shown) {
        return but(setup -> setup.certificates = Optional.of(shown));
    }

    /// Something comes before the usual steps of a connection, or in their place.
    public GatewaySetup withSteps(UnaryOperator<ConnectionPipeline> other) {
        return but(setup -> setup.steps = other);
    }

    public GatewaySetup with(Allowance other) {
        return but(setup -> setup.allowance = other);
    }

    public GatewaySetup withSlots(int number) {
        return with(new Allowance(number, 10_000, number, 10_000));
    }

    public GatewaySetup with(Standing other) {
        return but(setup -> setup.standing = other);
    }

    /// It was made with a token of the sandbox.
    public GatewaySetup inSandbox() {
        return but(setup -> setup.environment = Environment.TEST);
    }

    public GatewaySetup withRequiredTls() {
        return but(setup -> setup.requireTls = true);
    }

    /// Loopback is on the sub-user's list, and stands for `username` if nothing is shown.
    public GatewaySetup listedWith(String username) {
        return listedWith("127.0.0.0/8", username);
    }

    /// As [#listedWith(String)], with other sources than loopback.
    public GatewaySetup listedWith(String network, String username) {
        Cidr listed = Cidr.parse(network).orElseThrow();
        return but(setup -> {
            setup.list = CidrSet.of(List.of(listed));
            setup.defaults = List.of(new DefaultUsername(listed, username));
        });
    }

    /// Loopback stands for `username`, but is on no list.
    public GatewaySetup unlistedWith(String username) {
        return but(setup -> setup.defaults = List.of(
                new DefaultUsername(Cidr.parse("127.0.0.0/8").orElseThrow(), username)));
    }

    public GatewaySetup withoutExit() {
        return but(setup -> setup.withExit = false);
    }

    /// The exit does not know from which address it leaves.
    public GatewaySetup withoutExitIp() {
        return but(setup -> setup.exitIpKnown = false);
    }

    public GatewaySetup with(TargetHandshake other) {
        return but(setup -> setup.targetTls = other);
    }
}
