package dev.tollgate.gateway;

import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.dial.TlsOutcome;
import dev.tollgate.gateway.forward.TargetHandshake;
import dev.tollgate.gateway.transport.Transport;

/// What a test wants its gateway to be like.
public record GatewaySetup(Transport transport, Timeouts timeouts, Allowance allowance, boolean via, boolean strict,
        boolean requireTls, TargetHandshake targetTls) {
    /// Its TLS to targets succeeds without a word, so that the target's script stays readable.
    public static final GatewaySetup USUAL = new GatewaySetup(Transport.best(), Timeouts.DEFAULT,
            new Allowance(100, 10_000, 100, 10_000), false, false, false,
            (channel, host, port, limit, done) -> done.accept(new TlsOutcome.Ready()));

    public GatewaySetup with(Transport other) {
        return new GatewaySetup(other, timeouts, allowance, via, strict, requireTls, targetTls);
    }

    public GatewaySetup with(Timeouts other) {
        return new GatewaySetup(transport, other, allowance, via, strict, requireTls, targetTls);
    }

    public GatewaySetup with(Allowance other) {
        return new GatewaySetup(transport, timeouts, other, via, strict, requireTls, targetTls);
    }

    public GatewaySetup with(TargetHandshake other) {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, requireTls, other);
    }

    public GatewaySetup withVia() {
        return new GatewaySetup(transport, timeouts, allowance, true, strict, requireTls, targetTls);
    }

    public GatewaySetup withRequiredTls() {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, true, targetTls);
    }
}
