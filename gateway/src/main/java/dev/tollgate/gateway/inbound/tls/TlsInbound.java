package dev.tollgate.gateway.inbound.tls;

import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.inbound.LingeringClose;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The TLS handshake with a client; detection runs again behind it. Confined to its channel's event loop.
public final class TlsInbound extends ChannelInboundHandlerAdapter {
    /// A fatal alert, `handshake_failure` (RFC 8446, section 6), in a record of the version that every client takes.
    private static final byte[] HANDSHAKE_FAILURE = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28};
    private static final Logger LOG = LoggerFactory.getLogger(TlsInbound.class);

    private final ClientConnection connection;
    private final GatewayCertificates certificates;
    private boolean turnedAway;

    public TlsInbound(ClientConnection connection, GatewayCertificates certificates) {
        this.connection = connection;
        this.certificates = certificates;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection.detected(connection::closeNow);
        Optional<SslHandler> tls = certificates.newHandler(context.alloc(), connection::holdsRecord);
        tls.ifPresentOrElse(found -> context.pipeline().addBefore(context.name(), null, found),
                () -> turnedAway = true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // Behind TLS nothing comes before the handshake is over, and then this step is over too.
        ReferenceCountUtil.release(message);
        if (turnedAway) {
            connection.clearDeadline();
            LingeringClose.replace(context, context.writeAndFlush(Unpooled.wrappedBuffer(HANDSHAKE_FAILURE)));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                connection.enteredTls();
                connection.pipeline().detect(connection);
                context.pipeline().remove(this);
            } else {
                connection.closeNow();
            }
        } else if (event instanceof ChannelInputShutdownEvent) {
            connection.closeNow();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("A TLS handshake failed on our side", cause);
        }
        connection.closeNow();
    }
}
