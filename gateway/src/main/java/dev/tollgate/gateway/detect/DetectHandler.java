package dev.tollgate.gateway.detect;

import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.ConnectionPipeline;
import dev.tollgate.gateway.inbound.LingeringClose;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the bytes that choose a connection's protocol, has its step installed and hands them on. Confined to its
/// channel's event loop.
public final class DetectHandler extends ChannelInboundHandlerAdapter {
    /// Rejected (SOCKS4 protocol, reply code 91), port and address zero.
    private static final byte[] SOCKS4_REJECTED = {0, 0x5B, 0, 0, 0, 0, 0, 0};
    private static final Logger LOG = LoggerFactory.getLogger(DetectHandler.class);

    private final ClientConnection connection;
    private final UnknownProtocolLog unknown;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private boolean closing;

    public DetectHandler(ClientConnection connection, UnknownProtocolLog unknown) {
        this.connection = connection;
        this.unknown = unknown;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ((ByteBuf) message).release();
            return;
        }
        held = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), held, (ByteBuf) message);
        ConnectionPipeline steps = connection.pipeline();
        switch (ProtocolDetector.detect(held, connection.insideTls())) {
            case Detection.Undecided() -> {
                // A few bytes at most are ever held.
            }
            case Detection.Http(),Detection.Http2Preface() -> handOn(context, steps::http);
            case Detection.Socks5() -> handOn(context, steps::socks5);
            case Detection.Tls() -> handOn(context, steps::tls);
            case Detection.Socks4() -> refuseSocks4(context);
            case Detection.Unknown() -> {
                unknown.tell(connection.source(), held, connection.services().clock().nanos().getAsLong());
                close();
            }
        }
    }

    /// The next step is installed behind this one; once this one is gone the bytes go to it as if they had just come.
    private void handOn(ChannelHandlerContext context, Consumer<ClientConnection> next) {
        ByteBuf bytes = held;
        held = Unpooled.EMPTY_BUFFER;
        next.accept(connection);
        context.pipeline().remove(this);
        context.fireChannelRead(bytes);
    }

    private void refuseSocks4(ChannelHandlerContext context) {
        closing = true;
        connection.clearDeadline();
        LingeringClose.replace(context, context.writeAndFlush(Unpooled.wrappedBuffer(SOCKS4_REJECTED)));
    }

    private void close() {
        closing = true;
        connection.closeNow();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("Detection failed on our side", cause);
        }
        close();
    }
}
