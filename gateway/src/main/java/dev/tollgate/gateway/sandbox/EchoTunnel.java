package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.relay.ByteCount;
import dev.tollgate.gateway.relay.Closing;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import dev.tollgate.gateway.relay.Tunnel;
import dev.tollgate.gateway.relay.TunnelClock;
import dev.tollgate.gateway.relay.TunnelLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A tunnel of the sandbox: has a client, and at its other end an [EchoConversation]. Confined to the client's event loop, but for
/// [#cut].
///
/// What cannot be answered yet is not read: a client that takes no answers is stopped, as a relay would stop it.
public final class EchoTunnel extends ChannelInboundHandlerAdapter implements Tunnel {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /// How long what still arrives behind the last answer is discarded, so that a reset does not eat the answer.
    private static final Duration LINGER = Duration.ofSeconds(1);
    /// The parser copies an unfinished head.
    private static final int COPIES = 2;
    private static final Logger LOG = LoggerFactory.getLogger(EchoTunnel.class);

    private final Channel client;
    private final EchoConversation conversation;
    private final TunnelClock clock;
    private final Terms terms;
    private final Consumer<Closing> done;
    private @Nullable Future<?> looks;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private boolean starting = true;
    private boolean clientFinished;
    private boolean saidAll;
    private @Nullable Ending ending;

    /// What holds for a tunnel.
    ///
    /// @param count goes on from what it holds
    /// @param holds told how many bytes of memory it keeps of what was read
    public record Terms(TunnelLimits limits, ByteCount count, IntConsumer holds) {}

    private EchoTunnel(Channel client, EchoOrigin origin, Terms terms, Consumer<Closing> done) {
        this.client = client;
        this.conversation = new EchoConversation(origin.headerPrefix(), origin.target(), origin.username());
        this.clock = new TunnelClock(terms.limits(), client.eventLoop().ticker()::nanoTime);
        this.terms = terms;
        this.done = done;
    }

    /// Takes over the client's channel, on its event loop. Where that fails, as for lack of memory, the channel is closed.
    ///
    /// @param early what the client sent ahead; given up by the caller, and counted here
    /// @param done called exactly once, never from within this method, when the client's channel is closed
    public static Tunnel start(Channel client, ByteBuf early, EchoOrigin origin, Terms terms,
            Consumer<Closing> done) {
        EchoTunnel tunnel = new EchoTunnel(client, origin, terms, done);
        tunnel.begin(early);
        return tunnel;
    }

    private void begin(ByteBuf early) {
        client.closeFuture().addListener(closed -> over());
        try {
            client.pipeline().addLast(this);
            takeOver(early);
        } catch (RuntimeException | OutOfMemoryError failed) {
            LOG.error("a tunnel of the sandbox could not begin", failed);
            close(Ending.FAILED);
        }
        starting = false;
    }

    private void takeOver(ByteBuf early) {
        looks = client.eventLoop().scheduleWithFixedDelay(this::look, LOOK_EVERY.toNanos(), LOOK_EVERY.toNanos(),
                TimeUnit.NANOSECONDS);
        take(early);
        SslHandler tls = client.pipeline().get(SslHandler.class);
        clientFinished = (tls != null && tls.sslCloseFuture().isSuccess())
                || (client instanceof DuplexChannel duplex && duplex.isInputShutdown());
        serve();
    }

    /// @param bytes given up by the caller
    private void take(ByteBuf bytes) {
        terms.count().addIn(bytes.readableBytes());
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(client.alloc(), pending, bytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (saidAll) {
            ReferenceCountUtil.release(message);
            return;
        }
        clock.touch();
        take((ByteBuf) message);
        serve();
    }

    private void serve() {
        boolean waits = false;
        while (!saidAll && !waits && client.isActive() && client.isWritable()) {
            switch (conversation.next(pending)) {
                case EchoStep.NeedsMore() -> waits = true;
                case EchoStep.Say(byte[] bytes, boolean last) -> say(bytes, last);
            }
        }
        if (!pending.isReadable()) {
            drop();
        }
        count();
        ReceiveBuffers.reading(client, saidAll || client.isWritable());
        if (clientFinished && waits) {
            // Behind all that was said so far.
            client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> close(Ending.COMPLETE));
        }
    }

    /// Memory in use for what was read, and for what the client has not taken.
    private void count() {
        ChannelOutboundBuffer unsent = client.unsafe().outboundBuffer();
        long waiting = unsent == null ? 0 : unsent.totalPendingWriteBytes();
        terms.holds().accept(COPIES * pending.capacity() + (int) waiting);
    }

    private void say(byte[] bytes, boolean last) {
        ChannelFuture written = client.writeAndFlush(client.alloc().ioBuffer(bytes.length).writeBytes(bytes));
        written.addListener(sent -> {
            if (sent.isSuccess()) {
                clock.touch();
                terms.count().addOut(bytes.length);
                count();
            }
        });
        if (last) {
            saidAll = true;
            drop();
            written.addListener(sent -> leave(sent.isSuccess()));
        }
    }

    /// Our side ends; the client's ends with it, or after a second.
    private void leave(boolean delivered) {
        boolean halfOpen = delivered && client.pipeline().get(SslHandler.class) == null
                && client instanceof DuplexChannel && !clientFinished;
        if (!halfOpen) {
            close(Ending.COMPLETE);
            return;
        }
        ((DuplexChannel) client).shutdownOutput();
        var _ = client.eventLoop().schedule(() -> close(Ending.COMPLETE), LINGER.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        clock.expired(client.eventLoop().ticker().nanoTime(), clientFinished).ifPresent(this::close);
    }

    @Override
    public void cut(Ending why) {
        if (client.eventLoop().inEventLoop()) {
            close(why);
            return;
        }
        try {
            client.eventLoop().execute(() -> close(why));
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loop is gone, and with it the tunnel");
        }
    }

    private void close(Ending why) {
        if (ending == null) {
            ending = why;
            client.close();
        }
    }

    private void over() {
        if (looks != null) {
            looks.cancel(false);
        }
        if (ending == null) {
            ending = saidAll ? Ending.COMPLETE : Ending.CLIENT_CLOSED;
        }
        saidAll = true;
        drop();
        report();
    }

    private void report() {
        if (starting) {
            client.eventLoop().execute(this::report);
        } else {
            done.accept(new Closing(ending == null ? Ending.FAILED : ending, terms.count().in(), terms.count().out()));
        }
    }

    private void drop() {
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        serve();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            clientFinished = true;
            if (saidAll) {
                close(Ending.COMPLETE);
            } else {
                serve();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (ReceiveBuffers.stopped(cause)) {
            return;
        }
        boolean broken = cause instanceof IOException || cause.getCause() instanceof IOException;
        if (!broken) {
            LOG.error("a tunnel of the sandbox broke", cause);
        }
        close(broken ? Ending.CLIENT_CLOSED : Ending.FAILED);
    }
}
