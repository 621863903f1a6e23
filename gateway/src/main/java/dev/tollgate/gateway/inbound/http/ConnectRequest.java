package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.dial.DialOutcome;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.inbound.TunnelStart;
import dev.tollgate.gateway.record.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/// A CONNECT on its way to becoming a tunnel (G§4.5). Confined to the connection's event loop.
final class ConnectRequest implements ActiveRequest {
    private static final int HEAD_SIZE = 512;

    private final HttpInbound inbound;
    private final ClientConnection connection;
    private final Exchange exchange;
    private final Entrance.Entry.Open open;
    private final Target target;
    private final Tag tag;
    private final TunnelStart tunnel;

    ConnectRequest(HttpInbound inbound, ClientConnection connection, Exchange exchange, Entrance.Entry.Open open,
            Target target, Tag tag) {
        this.inbound = inbound;
        this.connection = connection;
        this.exchange = exchange;
        this.open = open;
        this.target = target;
        this.tag = tag;
        this.tunnel = new TunnelStart(connection, exchange);
    }

    void start() {
        if (open.inSandbox()) {
            tunnel.reachSandbox(
                    () -> tunnel.beginInSandbox(open.admitted(), target, established(), inbound.handOver()));
        } else {
            tunnel.dial(open.exit(), target, this::dialled);
        }
    }

    private void dialled(DialOutcome outcome) {
        switch (outcome) {
            case DialOutcome.Connected(Channel channel, var address) ->
                tunnel.begin(channel, established(), inbound.handOver());
            case DialOutcome.Failed(GatewayError error, Check check, String detail) ->
                inbound.refusals().refuse(exchange, Refusal.of(error, detail), true);
        }
    }

    private ByteBuf established() {
        ByteBuf answer = connection.channel().alloc().ioBuffer(HEAD_SIZE);
        inbound.writers().own().connectEstablished(exchange.id(), open.exit(), open.admitted().wish(), tag.ignored(),
                answer);
        exchange.answered(200);
        return answer;
    }

    @Override
    public void moreBytes() {
        // Held in the connection's buffer until the tunnel stands.
    }

    @Override
    public void clientFinished() {
        // It may have sent all it has to say ahead of the tunnel; the relay passes the end on.
    }

    @Override
    public void clientGone() {
        tunnel.clientGone();
    }
}
