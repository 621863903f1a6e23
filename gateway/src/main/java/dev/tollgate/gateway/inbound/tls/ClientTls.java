package dev.tollgate.gateway.inbound.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLEngine;

/// Netty's TLS, saying of broken records what they are to the steps behind it: a connection that broke, not a mistake of ours.
final class ClientTls extends SslHandler {
    /// A peer that does not read must not keep open what is to be cut within a second.
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final IntConsumer unfinished;

    /// @param unfinished is told how many bytes of memory a record takes that is not complete, 0 when there is none
    ClientTls(SSLEngine engine, IntConsumer unfinished) {
        super(engine);
        this.unfinished = unfinished;
        // The deadline of the whole first head bounds the handshake too.
        setHandshakeTimeoutMillis(0);
        setCloseNotifyFlushTimeoutMillis(LAST_WORDS.toMillis());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        unfinished.accept(actualReadableBytes() > 0 ? internalBuffer().capacity() : 0);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        boolean wrapped = cause instanceof DecoderException && cause.getCause() instanceof IOException;
        super.exceptionCaught(context, wrapped ? cause.getCause() : cause);
    }
}
