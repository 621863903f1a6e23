package dev.tollgate.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/// One direction of a tunnel: reads one leg and writes the other. Confined to the event loop.
///
/// What is held is counted here, by capacity and until it is written, rather than by Netty's watermarks: those count
/// readable bytes, so that a sender of single bytes could make us hold many times as much. Auto-read stays on while the
/// other leg keeps up, since each change of it is a system call.
final class Flow extends ChannelInboundHandlerAdapter {
    /// Above this reading stops. With one more read of [ReceiveBuffers#LARGEST] and the 16 KiB of a TLS record that it may
    /// complete, no more than 128 KiB are ever held (G§19).
    static final int HIGH = 48 * 1024;
    /// Down here it goes on.
    static final int LOW = 32 * 1024;

    private final BufferTunnel tunnel;
    private final Leg source;
    private final Channel from;
    private final Channel to;
    private final BufferBudget budget;
    private int writes;
    private int held;
    private boolean unflushed;
    private boolean stopped;
    private boolean ended;
    private boolean over;

    Flow(BufferTunnel tunnel, Leg source, Channel from, Channel to, BufferBudget budget) {
        this.tunnel = tunnel;
        this.source = source;
        this.from = from;
        this.to = to;
        this.budget = budget;
    }

    Leg source() {
        return source;
    }

    Channel to() {
        return to;
    }

    /// Its source has sent all that it will send.
    boolean ended() {
        return ended;
    }

    /// It has ended, and all of it is written.
    boolean over() {
        return over;
    }

    boolean stopped() {
        return stopped;
    }

    /// Bytes of buffers that were read and are not written yet.
    int held() {
        return held;
    }

    /// Takes what was read from the source; flushes nothing unless too much is held.
    void forward(ByteBuf bytes) {
        int size = bytes.readableBytes();
        if (size == 0 || tunnel.closing()) {
            bytes.release();
            return;
        }
        tunnel.read(source, size);
        Delivery delivery = new Delivery(size, bytes.capacity());
        held += delivery.capacity;
        budget.take(delivery.capacity);
        writes++;
        unflushed = true;
        to.write(bytes, to.newProgressivePromise().addListener(delivery));
        if (full()) {
            flush();
            if (full() && !tunnel.closing()) {
                stop();
            }
        }
    }

    /// Where the node's memory runs short, a flow that holds anything waits until it is written.
    private boolean full() {
        return held >= HIGH || (held > 0 && budget.tight());
    }

    private boolean low() {
        return held <= LOW && (held == 0 || !budget.tight());
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            to.flush();
        }
    }

    /// The source sends no more. The other leg learns of it when everything before is written.
    void end() {
        if (!ended) {
            ended = true;
            flush();
            finishIfWritten();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            forward(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            tunnel.endOfStream(this, false);
        } else if (event == SslCloseCompletionEvent.SUCCESS) {
            tunnel.endOfStream(this, true);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!ReceiveBuffers.stopped(cause)) {
            tunnel.broken(source, cause);
        }
    }

    private void stop() {
        stopped = true;
        ReceiveBuffers.reading(from, false);
    }

    private void resume() {
        stopped = false;
        ReceiveBuffers.reading(from, true);
    }

    private void finishIfWritten() {
        if (ended && writes == 0 && !over && !tunnel.closing()) {
            over = true;
            tunnel.over(this);
        }
    }

    /// One buffer on its way to the other leg.
    private final class Delivery implements ChannelProgressiveFutureListener {
        private final int size;
        private final int capacity;
        private long written;

        Delivery(int size, int capacity) {
            this.size = size;
            this.capacity = capacity;
        }

        @Override
        public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
            tunnel.written(source, progress - written);
            written = progress;
        }

        @Override
        public void operationComplete(ChannelProgressiveFuture future) {
            writes--;
            held -= capacity;
            budget.giveBack(capacity);
            if (!future.isSuccess()) {
                tunnel.undeliverable(source);
                return;
            }
            // Not every channel reports progress: inside TLS a buffer is written or not.
            if (written < size) {
                tunnel.written(source, size - written);
            }
            if (stopped && low() && !tunnel.closing()) {
                resume();
            }
            finishIfWritten();
        }
    }
}
