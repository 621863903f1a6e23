package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.forward.BodyReader;
import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.http1.HeadFault;
import dev.tollgate.gateway.http1.HeadReading;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.http1.RequestHeadParser;
import dev.tollgate.gateway.http1.RequestHeadWriter;
import dev.tollgate.gateway.http1.ResponseHeadWriter;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.inbound.IdleEnd;
import dev.tollgate.gateway.inbound.LingeringClose;
import dev.tollgate.gateway.record.Exchange;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.util.Optional;
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
    /// The parser copies an unfinished head.
    private static final int COPIES = 2;
    private static final Logger LOG = LoggerFactory.getLogger(HttpInbound.class);

    private final ClientConnection connection;
    private final Entrance entrance;
    private final RequestHeadParser parser;
    private final Refusals refusals;
    private final OwnFields ownFields;
    private final RequestHeadWriter requestWriter;
    private final ResponseHeadWriter responseWriter;

    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ActiveRequest active;
    private @Nullable Moment headStarted;
    private boolean answering;
    private boolean clientFinished;
    private boolean readingHeads;
    private boolean keptAlive;

    public HttpInbound(ClientConnection connection) {
        this.connection = connection;
        this.entrance = new Entrance(connection);
        HeadRules rules = connection.options().headRules();
        this.parser = new RequestHeadParser(rules);
        this.requestWriter = new RequestHeadWriter(rules);
        this.responseWriter = new ResponseHeadWriter(rules);
        this.ownFields = new OwnFields(connection.options());
        this.refusals = new Refusals(this, connection);
    }

    /// What was read and not used.
    ByteBuf pending() {
        return pending;
    }

    Refusals refusals() {
        return refusals;
    }

    OwnFields ownFields() {
        return ownFields;
    }

    RequestHeadWriter requestWriter() {
        return requestWriter;
    }

    ResponseHeadWriter responseWriter() {
        return responseWriter;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        connection.detected(this::headTooLate);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        connection.holdsBytes(0);
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void channelRead(ChannelHandlerContext reader, Object message) {
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(reader.alloc(), pending, (ByteBuf) message);
        if (active != null) {
            active.moreBytes();
            holdBack();
        } else if (answering) {
            holdBack();
        } else {
            readHeads();
        }
        dropUsed();
    }

    /// A connection that waits holds no buffer.
    private void dropUsed() {
        if (!pending.isReadable()) {
            pending.release();
            pending = Unpooled.EMPTY_BUFFER;
        }
        connection.holdsBytes(COPIES * pending.capacity());
    }

    /// Reads what stands in the buffer until a request is under way or the bytes are used up.
    private void readHeads() {
        if (readingHeads) {
            // A request that ended at once asks for the next one from inside this very loop.
            return;
        }
        readingHeads = true;
        try {
            while (context().channel().isActive() && active == null && !answering && pending.isReadable()) {
                boolean begun = headStarted != null;
                if (!begun) {
                    headStarted = connection.services().clock().now();
                }
                if (!readHead()) {
                    if (!begun && keptAlive) {
                        connection.deadline(connection.options().timeouts().nextHead(), this::headTooLate);
                    }
                    break;
                }
            }
        } finally {
            readingHeads = false;
        }
        if (active == null && !answering) {
            waitForMore();
        }
    }

    /// @return false when more bytes are needed, or none are wanted
    private boolean readHead() {
        return switch (parser.read(pending)) {
            case HeadReading.Incomplete() -> false;
            case HeadReading.Malformed(HeadFault fault, String detail) -> {
                Exchange exchange = begin(ExchangeProtocol.HTTP);
                exchange.checks().fail(Check.MESSAGE);
                refusals.refuse(exchange, Refusal.of(HttpFaults.error(fault), detail), true);
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
        try {
            admit(exchange, head, tag);
        } catch (RuntimeException bug) {
            if (active != null || exchange.ended() || exchange.refusal().isPresent()) {
                throw bug;
            }
            LOG.error("{} failed on our side", exchange.id(), bug);
            refusals.refuse(exchange, Refusal.of(GatewayError.INTERNAL_ERROR), !head.isHead());
        }
    }

    private void admit(Exchange exchange, RequestHead head, Tag tag) {
        switch (HttpRequests.destination(head)) {
            case HttpRequests.Destination.Refused(HeadFault fault, String detail) -> {
                exchange.checks().fail(Check.MESSAGE);
                refusals.refuse(exchange, head, Refusal.of(HttpFaults.error(fault), detail));
            }
            case HttpRequests.Destination.To(Target target) -> {
                exchange.checks().pass(Check.MESSAGE);
                // On a connection that was kept for it, a plain request may have set out before its client could know that
                // the node takes leave.
                boolean promised = keptAlive && !head.isConnect();
                switch (entrance.enter(exchange, HttpCredentials.read(head.proxyAuthorization()), target,
                        !head.isConnect(), promised)) {
                    case Entrance.Entry.Closed(Refusal refusal) -> refusals.refuse(exchange, head, refusal);
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
        } else if (OptionsAnswer.due(head)) {
            OptionsAnswer.send(this, connection, exchange, head, open, tag);
        } else {
            PlainRequest plain = new PlainRequest(this, connection, exchange, open, head, target, tag);
            active = plain;
            plain.start();
        }
    }

    /// Drops what stands in the buffer of a body that nobody wants.
    ///
    /// @return whether that was all of it
    boolean drop(Exchange exchange, BodyReader body) {
        int before = pending.readableBytes();
        while (body.read(pending) instanceof ChunkReading.Data(ByteBuf piece)) {
            piece.release();
        }
        exchange.bytes().addIn(before - pending.readableBytes());
        return body.ended();
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

    /// Nothing more is read before the answer that is on its way.
    void answering() {
        active = null;
        answering = true;
        connection.clearDeadline();
    }

    /// The last answer is written when `delivered` is done. Only then comes the next request: a client that does not read
    /// its answers gets no more of them.
    void answered(ChannelFuture delivered, boolean keep) {
        answering();
        if (!delivered.isDone()) {
            // A client that takes nothing must not keep its connection by that.
            connection.deadline(connection.options().timeouts().bodyIdle(), connection::closeNow);
        }
        if (!keep) {
            LingeringClose.replace(context(), delivered);
            return;
        }
        delivered.addListener(done -> {
            if (done.isSuccess()) {
                next();
            } else {
                connection.closeNow();
            }
        });
    }

    /// Reads from the client, or stops it. What is ahead of its turn stops it too.
    void reading(boolean wanted) {
        ReceiveBuffers.reading(context().channel(), wanted && pending.readableBytes() <= MAX_AHEAD);
    }

    /// The last request is over and the connection goes on: waits for the next head.
    private void next() {
        answering = false;
        keptAlive = true;
        connection.deadline(connection.options().timeouts().keepAlive(), connection::closeNow);
        readHeads();
    }

    /// Nothing is under way and nothing more can be read of what is there.
    private void waitForMore() {
        if (clientFinished) {
            // It was served what it had sent.
            connection.closeNow();
        } else {
            reading(true);
        }
    }

    private void headTooLate() {
        if (active != null || answering) {
            return;
        }
        Exchange exchange = begin(ExchangeProtocol.HTTP);
        exchange.checks().fail(Check.MESSAGE);
        refusals.refuse(exchange, Refusal.of(GatewayError.REQUEST_TIMEOUT), true);
    }

    private void holdBack() {
        if (pending.readableBytes() > MAX_AHEAD) {
            ReceiveBuffers.reading(context().channel(), false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext reader, Object event) {
        // Inside TLS the end is its close_notify, which may come without a FIN.
        if (event == IdleEnd.NOW) {
            endIfIdle();
        } else if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            clientFinished = true;
            if (active != null) {
                active.clientFinished();
            } else if (!answering) {
                waitForMore();
            }
        }
        reader.fireUserEventTriggered(event);
    }

    /// Nothing is under way and nothing has come: whoever is about to send sees the end before an answer could begin, and may
    /// send it again elsewhere (RFC 9112, section 9.5).
    private void endIfIdle() {
        if (active == null && !answering && !clientFinished && !pending.isReadable()) {
            connection.clearDeadline();
            LingeringClose.replace(context(), context().newSucceededFuture());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext writer) {
        if (active != null && writer.channel().isWritable()) {
            active.clientWritable();
        }
        writer.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext reader) {
        Optional.ofNullable(active).ifPresent(ActiveRequest::clientGone);
        active = null;
        reader.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext reader, Throwable cause) {
        if (ReceiveBuffers.stopped(cause)) {
            return;
        }
        // A broken record of TLS comes wrapped.
        if (!(cause instanceof IOException || cause.getCause() instanceof IOException)) {
            LOG.error("An HTTP connection failed on our side", cause);
        }
        connection.closeNow();
    }
}
