package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.transport.linux.EdgeSocketChannel;
import dev.tollgate.gateway.transport.linux.KeepAlive;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A tunnel of the [BufferRelay]: two flows, and when they end. Confined to the event loop, but for [#cut].
final class BufferTunnel extends TunnelSweep.Swept implements Tunnel {
    private static final Logger LOG = LoggerFactory.getLogger(BufferTunnel.class);

    private final EventLoop loop;
    private final Channel client;
    private final Channel target;
    private final @Nullable SslHandler tls;
    private final Flow up;
    private final Flow down;
    private final TunnelClock clock;
    private final ByteCount count;
    private final Consumer<Closing> done;
    private final Shared shared;
    private boolean probed;
    private int openLegs = 2;
    private boolean starting = true;
    private boolean truncated;
    private @Nullable Ending ending;

    /// What the tunnels of one event loop share.
    record Shared(TunnelSweep sweep, BufferBudget budget, Supplier<KeepAlive> probes) {}

    BufferTunnel(TunnelLegs legs, TunnelClock clock, ByteCount count, Consumer<Closing> done, Shared shared) {
        this.client = legs.client();
        this.target = legs.target();
        this.loop = client.eventLoop();
        this.tls = client.pipeline().get(SslHandler.class);
        this.up = new Flow(this, Leg.CLIENT, client, target, shared.budget());
        this.down = new Flow(this, Leg.TARGET, target, client, shared.budget());
        this.clock = clock;
        this.count = count;
        this.done = done;
        this.shared = shared;
    }

    /// It is in the sweep already.
    void start(ByteBuf earlyFromClient, ByteBuf earlyFromTarget) {
        client.closeFuture().addListener(closed -> closed(Leg.CLIENT));
        target.closeFuture().addListener(closed -> closed(Leg.TARGET));
        try {
            begin(earlyFromClient, earlyFromTarget);
        } catch (RuntimeException | OutOfMemoryError failed) {
            LOG.error("a tunnel could not begin", failed);
            close(Ending.FAILED, false);
        }
        starting = false;
    }

    private void begin(ByteBuf earlyFromClient, ByteBuf earlyFromTarget) {
        if (tls != null) {
            client.pipeline().addFirst(new ReadValve(up));
        }
        client.pipeline().addLast(up);
        target.pipeline().addLast(down);
        up.forward(earlyFromClient);
        down.forward(earlyFromTarget);
        up.flush();
        down.flush();
        noticeEarlierEnd(up, client);
        noticeEarlierEnd(down, target);
        open(up, client);
        open(down, target);
    }

    /// The end of a stream may have come while nobody listened for it.
    private void noticeEarlierEnd(Flow flow, Channel from) {
        if (flow == up && tls != null && tls.sslCloseFuture().isSuccess()) {
            endOfStream(flow, true);
        } else if (from instanceof DuplexChannel duplex && duplex.isInputShutdown()) {
            endOfStream(flow, false);
        }
    }

    private static void open(Flow flow, Channel from) {
        if (!flow.stopped()) {
            ReceiveBuffers.reading(from, true);
        }
    }

    @Override
    public void cut(Ending why) {
        if (loop.inEventLoop()) {
            close(why, false);
            return;
        }
        try {
            loop.execute(() -> close(why, false));
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loop is gone, and with it the tunnel");
        }
    }

    @Override
    protected void sweep(long now) {
        boolean halfClosed = up.ended() || down.ended();
        clock.expired(now, halfClosed).ifPresent(why -> close(why, why == Ending.IDLE && nothingHeld()));
        if (!probed && clock.age(now) >= TunnelClock.PROBED_FROM && target instanceof EdgeSocketChannel edge) {
            probed = true;
            edge.probeDeadPeers(shared.probes().get());
        }
    }

    boolean closing() {
        return ending != null;
    }

    void read(Leg from, int bytes) {
        clock.touch();
        if (from == Leg.CLIENT) {
            count.addIn(bytes);
        }
    }

    void written(Leg from, long bytes) {
        clock.touch();
        if (from == Leg.TARGET) {
            count.addOut(bytes);
        }
    }

    /// @param inOrder whether TLS said so, where there is TLS
    void endOfStream(Flow flow, boolean inOrder) {
        clock.touch();
        if (tls != null && flow == up && !flow.ended()) {
            truncated = !inOrder;
        }
        flow.end();
    }

    /// A flow has ended and all of it is written.
    void over(Flow flow) {
        if ((up.over() && down.over()) || tls != null || !(flow.to() instanceof DuplexChannel to)) {
            close(truncated ? Ending.CLIENT_CLOSED : Ending.COMPLETE, true);
            return;
        }
        to.shutdownOutput().addListener(sent -> {
            if (!sent.isSuccess()) {
                close(flow.source().other().closedFirst(), false);
            }
        });
    }

    /// What came from `source` cannot be written to the other leg.
    void undeliverable(Leg source) {
        // After a TLS client's close_notify nothing more can be sent to it, and need not be.
        if (source == Leg.TARGET && tls != null && up.ended()) {
            return;
        }
        close(source.other().closedFirst(), false);
    }

    void broken(Leg leg, Throwable cause) {
        if (closing()) {
            return;
        }
        if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            close(leg.closedFirst(), false);
            return;
        }
        LOG.error("a tunnel broke", cause);
        close(Ending.FAILED, false);
    }

    private void closed(Leg leg) {
        // First this, since it may close the other leg on the spot and so come here again.
        close(leg.closedFirst(), false);
        openLegs--;
        if (openLegs == 0) {
            shared.sweep().remove(this);
            report();
        }
    }

    private void report() {
        if (starting) {
            loop.execute(this::report);
        } else {
            done.accept(new Closing(ending == null ? Ending.FAILED : ending, count.in(), count.out()));
        }
    }

    private boolean nothingHeld() {
        return up.held() == 0 && down.held() == 0;
    }

    /// @param inOrder with FIN and close_notify; else with a reset, so that nobody takes half a stream for a whole one
    private void close(Ending why, boolean inOrder) {
        if (ending != null) {
            return;
        }
        ending = why;
        if (inOrder) {
            client.close();
            target.close();
        } else {
            reset(client);
            reset(target);
        }
    }

    private void reset(Channel leg) {
        if (!leg.isOpen()) {
            return;
        }
        try {
            leg.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            LOG.debug("the peer was faster", e);
        }
        ChannelHandlerContext tlsContext = tls == null ? null : leg.pipeline().context(tls);
        if (tlsContext == null) {
            leg.close();
        } else {
            // Beneath TLS, which would first wait for its last words to be written.
            tlsContext.close();
        }
    }

    /// Keeps TLS from reading on its own account while its leg is stopped.
    private static final class ReadValve extends ChannelOutboundHandlerAdapter {
        private final Flow flow;

        ReadValve(Flow flow) {
            this.flow = flow;
        }

        @Override
        public void read(ChannelHandlerContext ctx) {
            if (!flow.stopped()) {
                ctx.read();
            }
        }
    }
}
