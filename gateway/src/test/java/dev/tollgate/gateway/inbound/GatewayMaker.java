package dev.tollgate.gateway.inbound;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.DefaultUsername;
import dev.tollgate.domain.admission.NodeCondition;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.gateway.connection.ProxyProtocol;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a gateway under test is like: the usual one, and its departures.
public final class GatewayMaker {
    Timeouts timeouts = Timeouts.DEFAULT;
    Transport transport = Transport.best();
    Allowance allowance = new Allowance(100, 10_000, 100, 10_000);
    GatewayCertificates certificates = GatewayCertificates.none();
    ProxyProtocol proxyProtocol = new ProxyProtocol.Off();
    NodeCondition node = NodeCondition.ACCEPTING;
    Standing standing = Standing.ACTIVE;
    CidrSet list = CidrSet.EMPTY;
    List<DefaultUsername> defaults = List.of();
    Optional<IpAddress> exitIp = Optional.empty();
    int maxConnections = 10_000;
    int failures;
    boolean strict;
    boolean requireTls;
    boolean withExit = true;
    boolean loaded = true;

    public GatewayMaker deadlines(Duration detect, Duration head) {
        Timeouts t = timeouts;
        timeouts = new Timeouts(detect, head, t.proxyHeader(), t.keepAlive(), t.nextHead(), t.dns(), t.connect(),
                t.exitConnect(), t.firstByte(), t.bodyIdle(), t.tunnelIdle(), t.halfClosed(), t.tunnelMax(),
                t.deadPeer());
        return this;
    }

    public GatewayMaker proxyHeaderWithin(Duration time) {
        Timeouts t = timeouts;
        timeouts = new Timeouts(t.detect(), t.head(), time, t.keepAlive(), t.nextHead(), t.dns(), t.connect(),
                t.exitConnect(), t.firstByte(), t.bodyIdle(), t.tunnelIdle(), t.halfClosed(), t.tunnelMax(),
                t.deadPeer());
        return this;
    }

    public GatewayMaker transport(Transport other) {
        transport = other;
        return this;
    }

    public GatewayMaker certificates(GatewayCertificates shown) {
        certificates = shown;
        return this;
    }

    /// PROXY headers are required, and believed of these networks.
    public GatewayMaker trustedProxies(String... networks) {
        proxyProtocol = new ProxyProtocol.Required(CidrSet.of(Stream.of(networks)
                .map(network -> Cidr.parse(network).orElseThrow()).toList()));
        return this;
    }

    public GatewayMaker slots(int number) {
        allowance = new Allowance(number, 10_000, number, 10_000);
        return this;
    }

    public GatewayMaker refusing(GatewayError why) {
        return node(() -> Optional.of(why));
    }

    public GatewayMaker node(NodeCondition condition) {
        node = condition;
        return this;
    }

    public GatewayMaker standing(Standing other) {
        standing = other;
        return this;
    }

    /// Loopback is on the sub-user's list, and stands for `username` if nothing is shown.
    public GatewayMaker listedWith(String username) {
        return listedWith("127.0.0.0/8", username);
    }

    /// As [#listedWith(String)], with other sources than loopback.
    public GatewayMaker listedWith(String network, String username) {
        Cidr listed = Cidr.parse(network).orElseThrow();
        list = CidrSet.of(List.of(listed));
        defaults = List.of(new DefaultUsername(listed, username));
        return this;
    }

    /// Loopback stands for `username`, but is on no list.
    public GatewayMaker unlistedWith(String username) {
        defaults = List.of(new DefaultUsername(Cidr.parse("127.0.0.0/8").orElseThrow(), username));
        return this;
    }

    public GatewayMaker exitIp(String address) {
        exitIp = IpAddress.parse(address);
        return this;
    }

    public GatewayMaker maxConnections(int number) {
        maxConnections = number;
        return this;
    }

    /// The throttle lets so many failures pass undelayed.
    public GatewayMaker failures(int number) {
        failures = number;
        return this;
    }

    public GatewayMaker strict() {
        strict = true;
        return this;
    }

    public GatewayMaker requireTls() {
        requireTls = true;
        return this;
    }

    public GatewayMaker withoutExit() {
        withExit = false;
        return this;
    }

    /// The store was never read.
    public GatewayMaker notLoaded() {
        loaded = false;
        return this;
    }

    public TestGateway start() {
        return new TestGateway(this);
    }
}
