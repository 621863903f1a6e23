package dev.tollgate.gateway.forward;

import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.http1.ResponseFraming;
import dev.tollgate.gateway.http1.ResponseHead;
import dev.tollgate.gateway.http1.ResponseHeadParser;
import dev.tollgate.gateway.http1.ResponseReading;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to a target: carries one request at a time and reads its answer. Confined to its channel's event loop.
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

    private final Channel channel;
    private final UpstreamKey key;
    private final UpstreamPool pool;
    private final int generation;
    private final ResponseHeadParser parser;

    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private final SmallPieces small = new SmallPieces();
    private @Nullable AnswerReceiver receiver;
    private @Nullable BodyReader body;
    private boolean answersHead;
    private boolean answerBegun;
    private boolean untilClose;
    private boolean keepAlive;
    private boolean reused;
    private boolean inputOver;
    /// Of TLS: whether the target said that this is the end, as somebody who cuts the connection cannot.
    private boolean endProven;

    // Its place among the idle connections.
    @Nullable
    UpstreamConnection below;
    int depth;
    long idleSince;

    /// @param generation of the pool when it was asked for
    UpstreamConnection(Channel channel, UpstreamKey key, UpstreamPool pool, int generation) {
        this.channel = channel;
        this.key = key;
        this.pool = pool;
        this.generation = generation;
        this.parser = new ResponseHeadParser(pool.rules());
        this.endProven = !key.tls();
        // A target that answers early and closes makes our writes fail: its answer is still there to be read.
        channel.config().setAutoClose(false);
    }

    UpstreamKey key() {
        return key;
    }

    int generation() {
        return generation;
    }

    /// The channel to write a request to.
    public Channel channel() {
        return channel;
    }

    /// Whether it has carried another request before.
    public boolean reused() {
        return reused;
    }

    /// Whether any byte of the current answer has come.
    public boolean answerBegun() {
        return answerBegun;
    }

    /// Bytes of memory in use for what the target has not taken, and for what of its answer cannot be told yet.
    public int held() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return buffer.capacity() + (unsent == null ? 0 : (int) unsent.totalPendingWriteBytes());
    }

    /// Begins an exchange: the answer goes to `next`.
    ///
    /// @param head whether the request is a HEAD, whose answer has no body
    public void begin(AnswerReceiver next, boolean head) {
        receiver = next;
        answersHead = head;
        answerBegun = false;
        keepAlive = false;
        untilClose = false;
    }

    /// Stops reading, or goes on with it.
    public void reading(boolean wanted) {
        ReceiveBuffers.reading(channel, wanted);
    }

    /// Gives the connection back behind a complete answer.
    ///
    /// @param requestSent whether the request, too, was complete
    public void release(boolean requestSent) {
        receiver = null;
        if (requestSent && keepAlive && reusable()) {
            reused = true;
            dropBuffer();
            reading(true);
            pool.keep(this);
        } else {
            close();
        }
    }

    boolean reusable() {
        return channel.isActive() && !inputOver && !buffer.isReadable();
    }

    /// Closes it; its receiver is told nothing more.
    public void close() {
        receiver = null;
        dropBuffer();
        channel.close();
    }

    private void dropBuffer() {
        if (!small.isEmpty()) {
            small.take().release();
        }
        buffer.release();
        buffer = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (receiver == null) {
            // Nobody asked: whatever it is, the next answer would be mistaken.
            ReferenceCountUtil.release(message);
            pool.forget(this);
            close();
            return;
        }
        answerBegun = true;
        receiver.arrived(((ByteBuf) message).capacity());
        buffer = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), buffer, (ByteBuf) message);
        boolean more = true;
        while (more && receiver != null) {
            more = body == null ? readHead(receiver) : readBody(receiver, body);
        }
        if (!buffer.isReadable()) {
            dropBuffer();
        }
    }

    /// @return whether to go on
    private boolean readHead(AnswerReceiver told) {
        if (!buffer.isReadable()) {
            return false;
        }
        return switch (parser.read(buffer, answersHead)) {
            case ResponseReading.Incomplete() -> false;
            case ResponseReading.Malformed(String detail) -> {
                fail(new AnswerFailure.Malformed(detail));
                yield false;
            }
            case ResponseReading.Complete(ResponseHead head, int length) -> {
                buffer.skipBytes(length);
                if (head.interim()) {
                    told.interim(head);
                } else {
                    begin(told, head);
                }
                yield true;
            }
        };
    }

    private void begin(AnswerReceiver told, ResponseHead head) {
        keepAlive = head.keepAlive();
        untilClose = head.framing() instanceof ResponseFraming.UntilClose;
        body = new BodyReader(head.framing());
        told.head(head);
    }

    private boolean readBody(AnswerReceiver told, BodyReader reader) {
        return switch (reader.read(buffer)) {
            case ChunkReading.NeedsMore() -> {
                tellSmall(told);
                yield false;
            }
            case ChunkReading.Data(ByteBuf bytes) -> {
                if (bytes.readableBytes() < SmallPieces.SMALL) {
                    small.add(bytes, buffer.readableBytes(), channel.alloc());
                } else {
                    tellSmall(told);
                    told.body(bytes);
                }
                yield true;
            }
            case ChunkReading.End() -> {
                tellSmall(told);
                complete(told);
                yield false;
            }
            case ChunkReading.Malformed(String detail) -> {
                tellSmall(told);
                fail(new AnswerFailure.Malformed(detail));
                yield false;
            }
        };
    }

    private void tellSmall(AnswerReceiver told) {
        if (!small.isEmpty()) {
            told.body(small.take());
        }
    }

    private void complete(AnswerReceiver told) {
        receiver = null;
        body = null;
        told.complete();
    }

    private void fail(AnswerFailure why) {
        AnswerReceiver told = receiver;
        close();
        if (told != null) {
            told.failed(why);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (receiver != null) {
            receiver.burstOver();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (receiver != null && channel.isWritable()) {
            receiver.upstreamWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent closed) {
            endProven = closed.isSuccess();
        } else if (event instanceof ChannelInputShutdownEvent) {
            over(endProven);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        // TLS knows no half-closed connection: its clean end comes as this too.
        over(key.tls() && endProven);
    }

    private void over(boolean clean) {
        inputOver = true;
        pool.forget(this);
        AnswerReceiver told = receiver;
        if (clean && untilClose && body != null && told != null) {
            complete(told);
        } else {
            fail(new AnswerFailure.Closed());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (ReceiveBuffers.stopped(cause)) {
            return;
        }
        // A broken record of TLS comes wrapped.
        if (!(cause instanceof IOException || cause.getCause() instanceof IOException)) {
            LOG.error("A connection to a target failed on our side", cause);
        }
        over(false);
    }
}
