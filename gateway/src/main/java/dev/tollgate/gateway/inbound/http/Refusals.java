package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.forward.BodyReader;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.record.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Turns requests of one connection away, and decides whether another may follow (G§4.2, G§4.5). Confined to the connection's
/// event loop.
final class Refusals {
    private static final Set<GatewayError> ENDING = EnumSet.of(GatewayError.MAINTENANCE, GatewayError.REQUEST_TIMEOUT,
            GatewayError.URI_TOO_LONG, GatewayError.EXPECTATION_FAILED, GatewayError.HEADERS_TOO_LARGE,
            GatewayError.INTERNAL_ERROR, GatewayError.UNSUPPORTED_VERSION, GatewayError.LOOP_DETECTED);

    private final HttpInbound inbound;
    private final ClientConnection connection;
    private final Channel client;
    private final RefusalAnswer answers;

    Refusals(HttpInbound inbound, ClientConnection connection) {
        this.inbound = inbound;
        this.connection = connection;
        this.client = connection.channel();
        this.answers = new RefusalAnswer(connection.options().brand());
    }

    /// Refuses what cannot be read on: the connection ends with it.
    void refuse(Exchange exchange, Refusal refusal, boolean withBody) {
        refuse(exchange, refusal, () -> answer(exchange, refusal, withBody, true));
    }

    /// Refuses a request whose head was sound, and of whose body nothing was read.
    void refuse(Exchange exchange, RequestHead head, Refusal refusal) {
        refuse(exchange, head, new BodyReader(head.framing()), refusal);
    }

    /// Refuses a request whose head was sound. A CONNECT's refusal ends the connection, and so does one whose body is not
    /// fully there, for the rest could not be told from a next request.
    ///
    /// @param body as far as it was read
    void refuse(Exchange exchange, RequestHead head, BodyReader body, Refusal refusal) {
        boolean mayKeep = !head.isConnect() && head.keepAlive() && !endsConnection(refusal.error())
                && !connection.leaving();
        refuse(exchange, refusal, () -> answer(exchange, refusal, !head.isHead(),
                !(mayKeep && inbound.ahead().drop(exchange, body))));
    }

    /// A wrong name is not asked for again, and a node that drains wants nothing more. After the others nothing can be read on; they
    /// meet a request whose head was sound only in the sandbox, where the connection ends all the same.
    private static boolean endsConnection(GatewayError error) {
        return error.status() == 401 || ENDING.contains(error);
    }

    private void refuse(Exchange exchange, Refusal refusal, Runnable answer) {
        inbound.answering();
        exchange.refused(refusal);
        if (refusal.delay().isZero()) {
            answer.run();
        } else {
            exchange.movedBy(exchange::end);
            client.eventLoop().schedule(answer, refusal.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer(Exchange exchange, Refusal refusal, boolean withBody, boolean close) {
        if (!client.isActive()) {
            // The client did not wait for its late answer.
            exchange.end(Ending.REFUSED);
            return;
        }
        ByteBuf bytes = answers.write(refusal, exchange.id(), withBody, close, client.alloc());
        int length = bytes.readableBytes();
        ChannelFuture written = client.writeAndFlush(bytes);
        written.addListener(done -> {
            if (done.isSuccess()) {
                exchange.bytes().addOut(length);
            }
            exchange.end(Ending.REFUSED);
        });
        inbound.answered(written, !close);
    }
}
