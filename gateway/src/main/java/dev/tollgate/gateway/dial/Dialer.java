package dev.tollgate.gateway.dial;

import dev.tollgate.gateway.dial.resolve.TargetAddresses;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/// Opens connections to targets by the exit that was chosen: the checks `resolve` and `dial` (G§10). Thread-safe.
public final class Dialer {
    private final TargetAddresses addresses;
    private final Connector connector;
    private final Duration connectLimit;

    /// @param connectLimit bounds the attempts of one dial, on all addresses together
    public Dialer(TargetAddresses addresses, Connector connector, Duration connectLimit) {
        this.addresses = addresses;
        this.connector = connector;
        this.connectLimit = connectLimit;
    }

    /// Starts to dial.
    ///
    /// @param loop the one of the client's connection; the target's channel lives on it too
    /// @param done called on `loop` after this has returned: once, or not at all after [Dialing#cancel]
    public Dialing dial(DialRequest request, EventLoop loop, Consumer<DialOutcome> done) {
        return switch (request.exit().kind()) {
            case DIRECT -> {
                DirectDial dial = new DirectDial(request.target(), loop, addresses, connector, connectLimit, done);
                // A turn of the loop later, so that nobody hears of the end before they hold what cancels it.
                loop.execute(dial::start);
                yield dial;
            }
        };
    }
}
