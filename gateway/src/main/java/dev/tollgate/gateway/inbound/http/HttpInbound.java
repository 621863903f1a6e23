package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.http1.BodyFraming;
import dev.tollgate.gateway.http1.HeadFault;
import dev.tollgate.gateway.http1.HeadReading;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.http1.RequestHeadParser;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.inbound.LingeringClose;
import dev.tollgate.gateway.record.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The client's side of HTTP/1: reads heads one after the other and serves them in order (G§4). Confined to its channel's event
/// loop.
///
/// One request is served at a time. What a client sends ahead of its turn waits in a buffer; reading stops when that is full.
public final class HttpInbound extends ChannelInboundHandlerAdapter {
    /// Bytes held ahead of their turn before reading stops (G§4.5).
    static final int MAX_AHEAD = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(HttpInbound.class);

    private final ClientConnection connection;
    private final Entrance entrance;
    private final RequestHeadParser parser;
    private final RefusalAnswer refusals;

    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ActiveRequest active;
    private @Nullable Moment headStarted;
    private boolean refusing;
    private boolean clientFinished;
    private boolean reading;

    public HttpInbound(ClientConnection connection) {
        this.connection = connection;
        this.entrance = new Entrance(connection);
        String header = connection.options().brand().headerPrefix();
        this.parser = new RequestHeadParser(connection.options().via()
                ? new HeadRules(header, connection.options().brand().viaPseudonym())
                : HeadRules.withoutVia(header));
        this.refusals = new RefusalAnswer(connection.options().brand());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        connection.detected(this::headTooLate);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void channelRead(ChannelHandlerContext reader, Object message) {
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(reader.alloc(), pending, (ByteBuf) message);
        if (active != null) {
            active.moreBytes();
            holdBack();
        } else if (refusing) {
            holdBack();
        } else {
            readHeads();
        }
    }

    /// Reads what stands in the buffer until a request is under way or the bytes are used up.
    private void readHeads() {
        if (reading) {
            // A request that ended at once asks for the next one from inside this very loop.
            return;
        }
        reading = true;
        try {
            while (active == null && !refusing && pending.isReadable()) {
                noteFirstByte();
                if (!readHead()) {
                    return;
                }
            }
        } finally {
            reading = false;
        }
    }

    private void noteFirstByte() {
        if (headStarted == null) {
            headStarted = connection.services().clock().now();
        }
    }

    /// @return false when more bytes are needed, or none are wanted
    private boolean readHead() {
        return switch (parser.read(pending)) {
            case HeadReading.Incomplete() -> false;
            case HeadReading.Malformed(HeadFault fault, String detail) -> {
                Exchange exchange = begin(ExchangeProtocol.HTTP);
                exchange.checks().fail(Check.MESSAGE);
                refuse(exchange, Refusal.of(HttpFaults.error(fault), detail), true, true);
                yield false;
            }
            case HeadReading.Complete(RequestHead head, int length) -> {
                pending.skipBytes(length);
                serve(head, length);
                yield true;
            }
        };
    }

    private Exchange begin(ExchangeProtocol protocol) {
        Moment started = headStarted == null ? connection.services().clock().now() : headStarted;
        headStarted = null;
        return connection.begin(protocol, started);
    }

    private void serve(RequestHead head, int length) {
        connection.clearDeadline();
        Exchange exchange = begin(head.isConnect() ? ExchangeProtocol.HTTP_CONNECT : ExchangeProtocol.HTTP);
        exchange.method(head.method());
        exchange.bytes().addIn(length);
        Tag tag = Tag.read(head);
        tag.value().ifPresent(exchange::tag);
        switch (HttpRequests.destination(head)) {
            case HttpRequests.Destination.Refused(HeadFault fault, String detail) -> {
                exchange.checks().fail(Check.MESSAGE);
                refuse(exchange, head, Refusal.of(HttpFaults.error(fault), detail));
            }
            case HttpRequests.Destination.To(Target target) -> {
                exchange.checks().pass(Check.MESSAGE);
                switch (entrance.enter(exchange, HttpCredentials.read(head.proxyAuthorization()), target)) {
                    case Entrance.Entry.Closed(Refusal refusal) -> refuse(exchange, head, refusal);
                    case Entrance.Entry.Open open -> start(exchange, head, target, open, tag);
                }
            }
        }
    }

    private void start(Exchange exchange, RequestHead head, Target target, Entrance.Entry.Open open, Tag tag) {
        if (head.isConnect()) {
            ConnectRequest connect = new ConnectRequest(this, connection, exchange, open, target, tag);
            active = connect;
            connect.start();
        } else {
            refuse(exchange, head, Refusal.of(GatewayError.METHOD_NOT_ALLOWED));
        }
    }

    ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("the handler is in no pipeline");
        }
        return context;
    }

    /// Gives up the connection to a tunnel: what was read and not used is the tunnel's.
    ByteBuf handOver() {
        ByteBuf early = pending;
        pending = Unpooled.EMPTY_BUFFER;
        active = null;
        context().pipeline().remove(this);
        return early;
    }

    /// Refuses a request whose head was sound. A CONNECT's refusal ends the connection, and so does one whose body is still
    /// to come, for it could not be told from a next request.
    void refuse(Exchange exchange, RequestHead head, Refusal refusal) {
        boolean bodyFollows = !(head.framing() instanceof BodyFraming.None);
        boolean close = head.isConnect() || bodyFollows || !head.keepAlive() || refusal.error().status() == 401;
        refuse(exchange, refusal, !head.isHead(), close);
    }

    /// Turns the request away, now or as late as the refusal says.
    void refuse(Exchange exchange, Refusal refusal, boolean withBody, boolean close) {
        active = null;
        refusing = true;
        exchange.refused(refusal);
        if (refusal.delay().isZero()) {
            answer(exchange, refusal, withBody, close);
        } else {
            context().executor().schedule(() -> answer(exchange, refusal, withBody, close),
                    refusal.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer(Exchange exchange, Refusal refusal, boolean withBody, boolean close) {
        if (!context().channel().isActive()) {
            // The client did not wait for its late answer.
            exchange.end(Ending.REFUSED);
            return;
        }
        connection.clearDeadline();
        ByteBuf bytes = refusals.write(refusal, exchange.id(), withBody, close, context().alloc());
        int length = bytes.readableBytes();
        ChannelFuture written = context().writeAndFlush(bytes);
        written.addListener(done -> {
            if (done.isSuccess()) {
                exchange.bytes().addOut(length);
            }
            exchange.end(Ending.REFUSED);
        });
        if (close) {
            LingeringClose.replace(context(), written);
        } else {
            refusing = false;
            next();
        }
    }

    /// The last request is over and the connection goes on: waits for the next head.
    void next() {
        active = null;
        context().channel().config().setAutoRead(true);
        var timeouts = connection.options().timeouts();
        if (clientFinished && !pending.isReadable()) {
            connection.closeNow();
            return;
        }
        connection.deadline(timeouts.keepAlive(), this::keepAliveOver);
        readHeads();
    }

    private void keepAliveOver() {
        if (headStarted == null) {
            connection.closeNow();
        } else {
            headTooLate();
        }
    }

    private void headTooLate() {
        if (active != null || refusing) {
            return;
        }
        Exchange exchange = begin(ExchangeProtocol.HTTP);
        exchange.checks().fail(Check.MESSAGE);
        refuse(exchange, Refusal.of(GatewayError.REQUEST_TIMEOUT), true, true);
    }

    private void holdBack() {
        if (pending.readableBytes() > MAX_AHEAD) {
            context().channel().config().setAutoRead(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext reader, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            clientFinished = true;
            if (active != null) {
                active.clientFinished();
            } else if (!refusing) {
                connection.closeNow();
            }
        }
        reader.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext reader) {
        Optional.ofNullable(active).ifPresent(ActiveRequest::clientGone);
        active = null;
        reader.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext reader, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("An HTTP connection failed on our side", cause);
        }
        connection.closeNow();
    }
}
