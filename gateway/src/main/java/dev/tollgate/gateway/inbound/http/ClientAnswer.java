package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.forward.BodyWriter;
import dev.tollgate.gateway.http1.BodyFraming;
import dev.tollgate.gateway.http1.ChunkLines;
import dev.tollgate.gateway.http1.FieldLines;
import dev.tollgate.gateway.http1.ResponseFraming;
import dev.tollgate.gateway.relay.ByteCount;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes the answer to one plain request to its client, and counts what was delivered of it. Confined to the connection's event
/// loop.
final class ClientAnswer {
    private static final int LAST_CHUNK = 128;

    private final Channel client;
    private final ByteCount delivered;
    private final OwnFields own;

    private final Listener listener;

    private @Nullable BodyWriter body;
    private @Nullable ChannelFuture last;
    private boolean trailer;
    /// Bytes handed over, but for those of the body.
    private long heads;
    /// How much of it was handed over and not yet flushed.
    private long flushed;
    /// Bytes that waited for the client at the last look, and the memory they are in: buffers are seldom full.
    private long waiting;
    private long memory;

    /// Hears of what the client takes.
    interface Listener {
        void delivered();
    }

    ClientAnswer(Channel client, ByteCount delivered, OwnFields own, Listener listener) {
        this.client = client;
        this.delivered = delivered;
        this.own = own;
        this.listener = listener;
    }

    /// Whether the final head was written.
    boolean begun() {
        return body != null;
    }

    /// Whether something was written that is not flushed.
    boolean pending() {
        return written() > flushed;
    }

    /// Something was read for it, in a buffer of so many bytes.
    void arrived(int capacity) {
        held();
        memory += capacity;
    }

    /// Bytes of memory in use for what the client has not taken.
    int held() {
        long left = unsent();
        if (left == 0) {
            memory = 0;
        } else if (left < waiting) {
            memory = memory * left / waiting;
        }
        waiting = left;
        return (int) memory;
    }

    private long unsent() {
        ChannelOutboundBuffer unsent = client.unsafe().outboundBuffer();
        // What was just delivered is told before it is taken off the sum.
        return unsent == null || (unsent.isEmpty() && !pending()) ? 0 : unsent.totalPendingWriteBytes();
    }

    void interim(ByteBuf head) {
        heads += head.readableBytes();
        last = client.write(head);
    }

    /// Ends `head` with the fields about bytes that go out, and writes it.
    ///
    /// @param wantsTrailers whether a count that is not known yet may follow the body
    void head(ByteBuf head, ResponseFraming framing, boolean wantsTrailers) {
        OptionalLong length = length(framing);
        if (length.isPresent()) {
            own.appendOwnCount(heads + head.readableBytes() + "\r\n".length() + length.getAsLong(), head);
        } else if (wantsTrailers && framing instanceof BodyFraming.Chunked) {
            trailer = true;
            own.appendTrailerName(head);
        }
        FieldLines.end(head);
        heads += head.readableBytes();
        body = new BodyWriter(client, framing);
        last = client.write(head);
    }

    private static OptionalLong length(ResponseFraming framing) {
        return switch (framing) {
            case BodyFraming.None() -> OptionalLong.of(0);
            case BodyFraming.Length(long bytes) -> OptionalLong.of(bytes);
            case BodyFraming.Chunked(),ResponseFraming.UntilClose() -> OptionalLong.empty();
        };
    }

    /// @param piece given up by the caller
    void body(ByteBuf piece) {
        last = writer().write(piece);
    }

    /// Writes what ends the body.
    void end() {
        if (!writer().chunked()) {
            return;
        }
        ByteBuf out = client.alloc().ioBuffer(LAST_CHUNK);
        ChunkLines.last(out);
        if (trailer) {
            own.appendOwnCount(written() + out.readableBytes() + "\r\n".length(), out);
        }
        FieldLines.end(out);
        heads += out.readableBytes();
        last = client.write(out);
    }

    /// Flushes, and counts what is delivered.
    ///
    /// @return done when everything so far is delivered
    ChannelFuture flush() {
        if (last == null) {
            throw new IllegalStateException("nothing was written");
        }
        long bytes = written() - flushed;
        if (bytes > 0) {
            waiting = unsent();
            flushed += bytes;
            last.addListener(done -> {
                if (done.isSuccess()) {
                    delivered.addOut(bytes);
                    listener.delivered();
                }
            });
            client.flush();
        }
        return last;
    }

    private long written() {
        return heads + (body == null ? 0 : body.written());
    }

    private BodyWriter writer() {
        if (body == null) {
            throw new IllegalStateException("the head comes first");
        }
        return body;
    }
}
