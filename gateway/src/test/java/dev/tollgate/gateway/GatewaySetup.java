package dev.tollgate.gateway;

import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.transport.Transport;

/// What a test wants its gateway to be like.
public record GatewaySetup(Transport transport, Timeouts timeouts, Allowance allowance, boolean via, boolean strict,
        boolean requireTls) {
    public static final GatewaySetup USUAL = new GatewaySetup(Transport.best(), Timeouts.DEFAULT,
            new Allowance(100, 10_000, 100, 10_000), false, false, false);

    public GatewaySetup with(Timeouts other) {
        return new GatewaySetup(transport, other, allowance, via, strict, requireTls);
    }

    public GatewaySetup with(Allowance other) {
        return new GatewaySetup(transport, timeouts, other, via, strict, requireTls);
    }

    public GatewaySetup withVia() {
        return new GatewaySetup(transport, timeouts, allowance, true, strict, requireTls);
    }

    public GatewaySetup withRequiredTls() {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, true);
    }
}
