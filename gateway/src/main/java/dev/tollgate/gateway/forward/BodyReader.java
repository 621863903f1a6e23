package dev.tollgate.gateway.forward;

import dev.tollgate.gateway.http1.BodyFraming;
import dev.tollgate.gateway.http1.ChunkDecoder;
import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.http1.ResponseFraming;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Takes a body out of its framing, whichever it is. Confined to its channel's event loop; good for one body.
public final class BodyReader {
    private static final ChunkReading NEEDS_MORE = new ChunkReading.NeedsMore();
    private static final ChunkReading END = new ChunkReading.End();

    private final @Nullable ChunkDecoder chunks;
    private long left;
    private boolean ended;

    public BodyReader(ResponseFraming framing) {
        chunks = framing instanceof BodyFraming.Chunked ? new ChunkDecoder() : null;
        left = switch (framing) {
            case BodyFraming.None() -> 0;
            case BodyFraming.Length(long bytes) -> bytes;
            // Its own framing, or the connection, says when it is over.
            case BodyFraming.Chunked(),ResponseFraming.UntilClose() -> Long.MAX_VALUE;
        };
        ended = left == 0;
    }

    /// Whether the last byte of the body and its framing was read.
    public boolean ended() {
        return ended;
    }

    /// Uses bytes of the buffer up to the next piece, the end or a fault. To be called until it answers anything but
    /// [ChunkReading.Data].
    public ChunkReading read(ByteBuf in) {
        if (ended) {
            return END;
        }
        if (chunks == null) {
            return readPlain(in);
        }
        ChunkReading reading = chunks.read(in);
        ended = reading instanceof ChunkReading.End;
        return reading;
    }

    private ChunkReading readPlain(ByteBuf in) {
        if (!in.isReadable()) {
            return NEEDS_MORE;
        }
        int length = (int) Math.min(left, in.readableBytes());
        left -= length;
        ended = left == 0;
        return new ChunkReading.Data(in.readRetainedSlice(length));
    }
}
