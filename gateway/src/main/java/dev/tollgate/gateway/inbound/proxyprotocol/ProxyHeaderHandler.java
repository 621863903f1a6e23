package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.gateway.connection.ClientConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the PROXY header of a peer that may send one, learns the source from it, has detection installed and hands on what
/// came behind it. Confined to its channel's event loop.
public final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderHandler.class);

    private final ClientConnection connection;
    private final CidrSet trusted;
    private final RefusedHeaderLog refused;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private boolean closing;

    public ProxyHeaderHandler(ClientConnection connection, CidrSet trusted, RefusedHeaderLog refused) {
        this.connection = connection;
        this.trusted = trusted;
        this.refused = refused;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (trusted.contains(connection.source())) {
            connection.awaitsProxyHeader();
        } else {
            refuse("it is not one of the trusted proxies");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        held = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), held, (ByteBuf) message);
        switch (ProxyHeaders.read(held)) {
            case HeaderReading.Incomplete() -> connection.holdsBytes(held.capacity());
            // Nothing goes by the port.
            case HeaderReading.Forwarded(IpAddress source, int _) -> {
                connection.comesFrom(source);
                handOn(context);
            }
            case HeaderReading.Own() -> handOn(context);
            case HeaderReading.Malformed(String why) -> refuse("its PROXY header is malformed, " + why);
        }
    }

    /// Detection is installed behind this step; once this one is gone the bytes go to it as if they had just come.
    private void handOn(ChannelHandlerContext context) {
        ByteBuf bytes = held;
        held = Unpooled.EMPTY_BUFFER;
        connection.proxyHeaderRead();
        connection.pipeline().detect(connection);
        context.pipeline().remove(this);
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    private void refuse(String why) {
        refused.tell(connection.source(), why, connection.services().clock().nanos().getAsLong());
        close();
    }

    private void close() {
        closing = true;
        connection.closeNow();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        connection.holdsBytes(0);
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("A PROXY header failed on our side", cause);
        }
        close();
    }
}
