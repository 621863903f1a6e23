package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.http1.HeadFault;
import dev.tollgate.gateway.http1.HeadReading;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.http1.RequestHeadParser;
import dev.tollgate.gateway.inbound.IdleEnd;
import dev.tollgate.gateway.inbound.LingeringClose;
import dev.tollgate.gateway.record.Exchange;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
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
    private static final Logger LOG = LoggerFactory.getLogger(HttpInbound.class);

    private final ClientConnection connection;
    private final RequestHeadParser parser;
    private final ReadAhead ahead;
    private final RequestStart requests;
    private final Refusals refusals;
    private final Writers writers;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ActiveRequest active;
    private @Nullable Moment headStarted;
    private boolean answering;
    private boolean clientFinished;
    private boolean readingHeads;
    private boolean keptAlive;

    public HttpInbound(ClientConnection connection) {
        this.connection = connection;
        this.parser = new RequestHeadParser(connection.options().headRules());
        this.ahead = new ReadAhead(connection);
        this.requests = new RequestStart(this, connection);
        this.refusals = new Refusals(this, connection);
        this.writers = Writers.of(connection.options());
    }

    /// What was read and not used.
    ReadAhead ahead() {
        return ahead;
    }

    Refusals refusals() {
        return refusals;
    }

    Writers writers() {
        return writers;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        connection.detected(this::headTooLate);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        ahead.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext reader, Object message) {
        ahead.add((ByteBuf) message, reader.alloc());
        if (active != null) {
            active.moreBytes();
            holdBack();
        } else if (answering) {
            holdBack();
        } else {
            readHeads();
        }
        ahead.dropUsed();
    }

    /// Reads what stands in the buffer until a request is under way or the bytes are used up.
    private void readHeads() {
        if (readingHeads) {
            // A request that ended at once asks for the next one from inside this very loop.
            return;
        }
        readingHeads = true;
        try {
            while (context().channel().isActive() && active == null && !answering && !ahead.isEmpty()) {
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
        return switch (parser.read(ahead.bytes())) {
            case HeadReading.Incomplete() -> false;
            case HeadReading.Malformed(HeadFault fault, String detail) -> {
                Exchange exchange = begin(ExchangeProtocol.HTTP);
                exchange.checks().fail(Check.MESSAGE);
                refusals.refuse(exchange, Refusal.of(HttpFaults.error(fault), detail), true);
                yield false;
            }
            case HeadReading.Complete(RequestHead head, int length) -> {
                ahead.bytes().skipBytes(length);
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
        try {
            requests.start(exchange, head, keptAlive);
        } catch (RuntimeException bug) {
            if (active != null || exchange.ended() || exchange.refusal().isPresent()) {
                throw bug;
            }
            LOG.error("{} failed on our side", exchange.id(), bug);
            refusals.refuse(exchange, Refusal.of(GatewayError.INTERNAL_ERROR), !head.isHead());
        }
    }

    /// The request that is being served from now on.
    void serves(ActiveRequest request) {
        active = request;
    }

    ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("the handler is in no pipeline");
        }
        return context;
    }

    /// Gives up the connection to a tunnel: what was read and not used is the tunnel's.
    ByteBuf handOver() {
        ByteBuf early = ahead.take();
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
        ReceiveBuffers.reading(context().channel(), wanted && !ahead.full());
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
        if (ahead.full()) {
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
        if (active == null && !answering && !clientFinished && ahead.isEmpty()) {
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
