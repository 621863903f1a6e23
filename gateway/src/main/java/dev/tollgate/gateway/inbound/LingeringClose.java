package dev.tollgate.gateway.inbound;

import dev.tollgate.gateway.relay.ReceiveBuffers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Closes a connection whose last answer was written: our side is shut, and what still arrives is discarded unread for at most a
/// second (G§4.2). Closing at once would send a reset for the unread bytes, and the reset would eat the answer.
public final class LingeringClose extends ChannelInboundHandlerAdapter {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private LingeringClose() {}

    /// Takes the place of `handler`, whose last answer is `answered` when it is written.
    public static void replace(ChannelHandlerContext handler, ChannelFuture answered) {
        handler.pipeline().replace(handler.handler(), null, new LingeringClose());
        begin(handler.channel(), answered);
    }

    private static void begin(Channel channel, ChannelFuture answered) {
        ReceiveBuffers.reading(channel, true);
        answered.addListener(written -> {
            if (!written.isSuccess()) {
                channel.close();
                return;
            }
            shutOurSide(channel);
            var timer = channel.eventLoop().schedule(() -> channel.close(), LONGEST.toNanos(), TimeUnit.NANOSECONDS);
            channel.closeFuture().addListener(closed -> timer.cancel(false));
        });
    }

    private static void shutOurSide(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            shutOutput(channel);
            return;
        }
        tls.closeOutbound().addListener(told -> channel.eventLoop().execute(() -> {
            // An engine that is closed neither decrypts what still arrives nor drops it.
            if (channel.pipeline().get(SslHandler.class) != null) {
                channel.pipeline().remove(tls);
            }
            shutOutput(channel);
        }));
    }

    private static void shutOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof ChannelInputShutdownReadComplete) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // The client reset a connection that is over anyway.
        context.close();
    }
}
