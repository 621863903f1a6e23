package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.forward.BodyReader;
import dev.tollgate.gateway.http1.BodyFraming;
import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.http1.FieldLines;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.http1.RequestTarget;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.record.Exchange;
import dev.tollgate.gateway.sandbox.Echo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// A plain request of the sandbox: its body is read and dropped, and its echo is the answer (G§22). Confined to the connection's
/// event loop.
final class SandboxRequest implements ActiveRequest {
    private static final int HEAD_SIZE = 512;
    private static final String GO_ON = "HTTP/1.1 100 Continue\r\n\r\n";

    private final HttpInbound inbound;
    private final ClientConnection connection;
    private final Exchange exchange;
    private final Entrance.Entry.Open open;
    private final RequestHead head;
    private final Target target;
    private final Tag tag;
    private final BodyReader body;
    private final ClientAnswer answer;

    SandboxRequest(HttpInbound inbound, ClientConnection connection, Exchange exchange, Entrance.Entry.Open open,
            RequestHead head, Target target, Tag tag) {
        this.inbound = inbound;
        this.connection = connection;
        this.exchange = exchange;
        this.open = open;
        this.head = head;
        this.target = target;
        this.tag = tag;
        this.body = new BodyReader(head.framing());
        this.answer = new ClientAnswer(connection.channel(), exchange.bytes(), inbound.writers().own(),
                () -> {});
    }

    void start() {
        exchange.movedBy(this::cut);
        if (head.expectsContinue() && !body.ended() && !inbound.ahead().bytes().isReadable()) {
            answer.interim(ByteBufUtil.writeAscii(connection.channel().alloc(), GO_ON));
            answer.flush();
        }
        moreBytes();
    }

    @Override
    public void moreBytes() {
        switch (readBody()) {
            case ChunkReading.End() -> answer();
            case ChunkReading.Malformed(String detail) -> {
                exchange.checks().fail(Check.MESSAGE);
                inbound.refusals().refuse(exchange, Refusal.of(GatewayError.BAD_REQUEST, detail), !head.isHead());
            }
            case ChunkReading.NeedsMore() -> waitForMore();
            case ChunkReading.Data(ByteBuf piece) -> throw new IllegalStateException("a piece of the body was left");
        }
    }

    private ChunkReading readBody() {
        int before = inbound.ahead().bytes().readableBytes();
        ChunkReading reading = body.read(inbound.ahead().bytes());
        while (reading instanceof ChunkReading.Data(ByteBuf piece)) {
            piece.release();
            reading = body.read(inbound.ahead().bytes());
        }
        exchange.bytes().addIn(before - inbound.ahead().bytes().readableBytes());
        return reading;
    }

    private void waitForMore() {
        inbound.reading(true);
        connection.deadline(connection.options().timeouts().bodyIdle(), () -> cut(Ending.IDLE));
    }

    private void answer() {
        inbound.answering();
        boolean keep = head.keepAlive() && !connection.leaving();
        Channel client = connection.channel();
        byte[] echo = Echo.of(head.method(), host(), open.admitted().username());
        ByteBuf out = client.alloc().ioBuffer(HEAD_SIZE);
        ByteBufUtil.writeAscii(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
        FieldLines.append(out, "Content-Length", echo.length);
        FieldLines.append(out, "Connection", keep ? "keep-alive" : "close");
        inbound.writers().own().append(exchange.id(), exchange.bytes().in(), open.exit(), open.admitted().wish(),
                tag.ignored(), out);
        answer.head(out, head.isHead() ? BodyFraming.NONE : new BodyFraming.Length(echo.length), false);
        if (!head.isHead()) {
            answer.body(client.alloc().ioBuffer(echo.length).writeBytes(echo));
        }
        answer.end();
        exchange.answered(200);
        ChannelFuture delivered = answer.flush();
        delivered.addListener(done -> exchange.end(done.isSuccess() ? Ending.COMPLETE : Ending.CLIENT_CLOSED));
        inbound.answered(delivered, keep);
    }

    /// As its `Host` field would say it.
    private String host() {
        boolean usual = head.target() instanceof RequestTarget.Absolute absolute
                && absolute.scheme().defaultPort() == target.port();
        return usual ? target.host().toString() : target.toString();
    }

    private void cut(Ending why) {
        exchange.end(why);
        connection.closeNow();
    }

    @Override
    public void clientFinished() {
        // The rest of the body will never come.
        connection.closeNow();
    }

    @Override
    public void clientGone() {
        exchange.end(Ending.CLIENT_CLOSED);
    }
}
