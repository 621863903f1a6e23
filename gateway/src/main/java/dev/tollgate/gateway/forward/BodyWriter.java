package dev.tollgate.gateway.forward;

import dev.tollgate.gateway.http1.BodyFraming;
import dev.tollgate.gateway.http1.ChunkLines;
import dev.tollgate.gateway.http1.FieldLines;
import dev.tollgate.gateway.http1.ResponseFraming;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// Writes the pieces of a body in its framing. Flushes nothing. Confined to its channel's event loop.
public final class BodyWriter {
    private static final int CHUNK_LINES = 24;

    private final Channel channel;
    private final boolean chunked;
    private long written;

    public BodyWriter(Channel channel, ResponseFraming framing) {
        this.channel = channel;
        this.chunked = framing instanceof BodyFraming.Chunked;
    }

    public boolean chunked() {
        return chunked;
    }

    /// Bytes handed to the channel, framing included.
    public long written() {
        return written;
    }

    /// Writes what ends the body, where its framing has something for that.
    public void end() {
        if (chunked) {
            ByteBuf out = channel.alloc().ioBuffer(CHUNK_LINES);
            ChunkLines.last(out);
            FieldLines.end(out);
            written += out.readableBytes();
            channel.write(out);
        }
    }

    /// @param piece not empty; given up by the caller
    public ChannelFuture write(ByteBuf piece) {
        int length = piece.readableBytes();
        written += length;
        if (!chunked) {
            return channel.write(piece);
        }
        // Both lines around the data are parts of one small buffer.
        ByteBuf lines = channel.alloc().ioBuffer(CHUNK_LINES);
        ChunkLines.start(lines, length);
        int before = lines.readableBytes();
        ChunkLines.finish(lines);
        written += lines.readableBytes();
        channel.write(lines.readRetainedSlice(before));
        channel.write(piece);
        return channel.write(lines);
    }
}
