package dev.tollgate.gateway.inbound;

import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.limit.Permit;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.dial.DialOutcome;
import dev.tollgate.gateway.dial.DialRequest;
import dev.tollgate.gateway.dial.Dialing;
import dev.tollgate.gateway.record.Exchange;
import dev.tollgate.gateway.relay.Closing;
import dev.tollgate.gateway.relay.Tunnel;
import dev.tollgate.gateway.relay.TunnelLegs;
import dev.tollgate.gateway.relay.TunnelLimits;
import dev.tollgate.gateway.sandbox.EchoOrigin;
import dev.tollgate.gateway.sandbox.EchoTunnel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From an admitted request for a tunnel to its relay: what CONNECT and SOCKS5 have in common. Confined to the connection's
/// event loop.
public final class TunnelStart {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelStart.class);

    private final ClientConnection connection;
    private final Exchange exchange;
    private @Nullable Dialing dialing;
    private @Nullable Consumer<DialOutcome> waiting;
    private @Nullable Runnable arriving;

    public TunnelStart(ClientConnection connection, Exchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
    }

    /// Connects to the target. `outcome` is told once, unless [#abandon] comes first; then it also knows of a cut.
    public void dial(Exit exit, Target target, Consumer<DialOutcome> outcome) {
        waiting = outcome;
        exchange.movedBy(why -> {
            gone(why);
            connection.closeNow();
        });
        dialing = connection.loop().dialer().dial(new DialRequest(exit, target), connection.loop().eventLoop(),
                this::dialled);
    }

    /// As [#dial], in the sandbox: nothing is dialled, and what answers is always there. `arrived` is told once, a turn of the loop
    /// later, unless [#abandon] comes first.
    public void reachSandbox(Runnable arrived) {
        arriving = arrived;
        exchange.movedBy(why -> {
            gone(why);
            connection.closeNow();
        });
        connection.loop().eventLoop().execute(this::arrive);
    }

    private void arrive() {
        Runnable told = arriving;
        arriving = null;
        if (told == null) {
            return;
        }
        try {
            told.run();
        } catch (RuntimeException | OutOfMemoryError failed) {
            broken(failed);
        }
    }

    private void broken(Throwable failed) {
        LOG.error("{} failed on our side", exchange.id(), failed);
        exchange.end(Ending.FAILED);
        connection.closeNow();
    }

    private void dialled(DialOutcome outcome) {
        Consumer<DialOutcome> told = waiting;
        waiting = null;
        if (told == null) {
            if (outcome instanceof DialOutcome.Connected(Channel channel, var address)) {
                channel.close();
            }
            return;
        }
        switch (outcome) {
            case DialOutcome.Connected connected -> {
                exchange.checks().pass(Check.RESOLVE);
                exchange.checks().pass(Check.DIAL);
            }
            case DialOutcome.Failed(var error, Check check, var detail) -> {
                if (check == Check.DIAL) {
                    exchange.checks().pass(Check.RESOLVE);
                }
                exchange.checks().fail(check);
            }
        }
        try {
            told.accept(outcome);
        } catch (RuntimeException | OutOfMemoryError failed) {
            if (outcome instanceof DialOutcome.Connected(Channel channel, var address)) {
                channel.close();
            }
            broken(failed);
        }
    }

    /// Stops connecting: nobody waits for it any more.
    public void abandon() {
        waiting = null;
        arriving = null;
        if (dialing != null) {
            dialing.cancel();
        }
    }

    /// Sends the success and relays until both sides are done; then the slot goes back and the record is written.
    ///
    /// Where it fails, as for lack of memory, all that the tunnel was lent is given back before the exception goes on to whoever
    /// told of the connection, who closes both sides.
    ///
    /// @param early what the client sent ahead; the tunnel's from here on
    public void begin(Channel target, ByteBuf success, ByteBuf early) {
        begin(success, done -> connection.loop().relay().start(
                new TunnelLegs(connection.channel(), target, early, Unpooled.EMPTY_BUFFER), limits(),
                exchange.bytes(), done));
    }

    /// As [#begin], with the built-in exit for a target.
    public void beginInSandbox(Admission.Admitted admission, Target target, ByteBuf success, ByteBuf early) {
        EchoOrigin origin = new EchoOrigin(connection.options().brand().headerPrefix(), target.toString(),
                admission.username());
        begin(success, done -> EchoTunnel.start(connection.channel(), early, origin,
                new EchoTunnel.Terms(limits(), exchange.bytes(), connection::holdsBytes), done));
    }

    private TunnelLimits limits() {
        Timeouts timeouts = connection.options().timeouts();
        return new TunnelLimits(timeouts.tunnelIdle(), timeouts.halfClosed(), timeouts.tunnelMax());
    }

    private void begin(ByteBuf success, Function<Consumer<Closing>, Tunnel> start) {
        int length = success.readableBytes();
        connection.channel().writeAndFlush(success).addListener(written -> {
            if (written.isSuccess()) {
                exchange.bytes().addOut(length);
            } else {
                // Who was not told of the tunnel does not use it.
                connection.closeNow();
            }
        });
        exchange.tunnelStands();
        Optional<Permit> slot = connection.takePermit();
        Runnable left = connection.handOver();
        // All that a tunnel keeps of its beginnings: neither the connection nor its channel.
        Exchange relayed = exchange;
        Tunnel tunnel;
        try {
            tunnel = start.apply(closing -> over(relayed, slot, left, closing.why()));
        } catch (RuntimeException | OutOfMemoryError failed) {
            over(relayed, slot, left, Ending.FAILED);
            throw failed;
        }
        if (!exchange.ended()) {
            exchange.movedBy(tunnel::cut);
        }
    }

    private static void over(Exchange exchange, Optional<Permit> slot, Runnable left, Ending why) {
        slot.ifPresent(Permit::close);
        left.run();
        exchange.end(why);
    }

    /// For a client that went away before the tunnel stood.
    public void clientGone() {
        gone(Ending.CLIENT_CLOSED);
    }

    /// The record is written whatever becomes of the dial.
    private void gone(Ending why) {
        try {
            abandon();
        } finally {
            exchange.end(why);
        }
    }
}
