package dev.tollgate.gateway;

import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.dial.TlsOutcome;
import dev.tollgate.gateway.forward.TargetHandshake;
import dev.tollgate.gateway.transport.Transport;

/// What a test wants its gateway to be like.
///
/// @param sockets that clients and targets may have open; a quarter is kept for targets
/// @param idleUpstreams connections to targets that may wait unused
/// @param buffers bytes of the buffer budget
/// @param connections of clients that may be open
public record GatewaySetup(Transport transport, Timeouts timeouts, Allowance allowance, boolean via, boolean strict,
        boolean requireTls, TargetHandshake targetTls, int sockets, int idleUpstreams, long buffers, int connections) {
    /// Its TLS to targets succeeds without a word, so that the target's script stays readable.
    public static final GatewaySetup USUAL = new GatewaySetup(Transport.best(), Timeouts.DEFAULT,
            new Allowance(100, 10_000, 100, 10_000), false, false, false,
            (channel, host, port, limit, done) -> done.accept(new TlsOutcome.Ready()), Integer.MAX_VALUE, 256,
            Long.MAX_VALUE, 1_000);

    public GatewaySetup with(Transport other) {
        return new GatewaySetup(other, timeouts, allowance, via, strict, requireTls, targetTls, sockets, idleUpstreams,
                buffers, connections);
    }

    public GatewaySetup with(Timeouts other) {
        return new GatewaySetup(transport, other, allowance, via, strict, requireTls, targetTls, sockets, idleUpstreams,
                buffers, connections);
    }

    public GatewaySetup with(Allowance other) {
        return new GatewaySetup(transport, timeouts, other, via, strict, requireTls, targetTls, sockets, idleUpstreams,
                buffers, connections);
    }

    public GatewaySetup with(TargetHandshake other) {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, requireTls, other, sockets, idleUpstreams,
                buffers, connections);
    }

    public GatewaySetup withVia() {
        return new GatewaySetup(transport, timeouts, allowance, true, strict, requireTls, targetTls, sockets,
                idleUpstreams,
                buffers, connections);
    }

    public GatewaySetup withRequiredTls() {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, true, targetTls, sockets, idleUpstreams,
                buffers, connections);
    }

    public GatewaySetup withSockets(int number) {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, requireTls, targetTls, number,
                idleUpstreams,
                buffers, connections);
    }

    public GatewaySetup withIdleUpstreams(int number) {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, requireTls, targetTls, sockets, number,
                buffers, connections);
    }

    public GatewaySetup withBuffers(long bytes) {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, requireTls, targetTls, sockets,
                idleUpstreams, bytes, connections);
    }

    public GatewaySetup withConnections(int most) {
        return new GatewaySetup(transport, timeouts, allowance, via, strict, requireTls, targetTls, sockets,
                idleUpstreams, buffers, most);
    }
}
