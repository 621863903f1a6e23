package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.forward.BodyReader;
import dev.tollgate.gateway.http1.BodyFraming;
import dev.tollgate.gateway.http1.FieldLines;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.record.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// Answers an OPTIONS that was to come this far and no further (RFC 9110, section 7.6.2).
final class OptionsAnswer {
    private static final int HEAD_SIZE = 512;

    private OptionsAnswer() {}

    static boolean due(RequestHead head) {
        return head.isOptions() && head.maxForwards().orElse(1) == 0;
    }

    static void send(HttpInbound inbound, ClientConnection connection, Exchange exchange, RequestHead head,
            Entrance.Entry.Open open, Tag tag) {
        inbound.answering();
        boolean keep = inbound.ahead().drop(exchange, new BodyReader(head.framing())) && head.keepAlive()
                && !connection.leaving();
        Channel client = connection.channel();
        ByteBuf out = client.alloc().ioBuffer(HEAD_SIZE);
        ByteBufUtil.writeAscii(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
        FieldLines.append(out, "Connection", keep ? "keep-alive" : "close");
        inbound.writers().own().append(exchange.id(), exchange.bytes().in(), open.exit(), open.admitted().wish(),
                tag.ignored(), out);
        ClientAnswer answer = new ClientAnswer(client, exchange.bytes(), inbound.writers().own(), () -> {});
        answer.head(out, BodyFraming.NONE, false);
        exchange.answered(200);
        ChannelFuture delivered = answer.flush();
        delivered.addListener(done -> exchange.end(done.isSuccess() ? Ending.COMPLETE : Ending.CLIENT_CLOSED));
        inbound.answered(delivered, keep);
    }
}
