package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;

/// Writes the framing of a chunked body of our own.
public final class ChunkLines {

    private ChunkLines() {}

    /// The line before a chunk's data. An empty chunk would end the body, so there must be some.
    public static void start(ByteBuf out, long length) {
        if (length <= 0) {
            throw new IllegalArgumentException("a chunk of " + length + " bytes");
        }
        FieldLines.writeNumber(out, length, 16);
        out.writeShort(FieldLines.CRLF);
    }

    /// The end of the line behind a chunk's data.
    public static void finish(ByteBuf out) {
        out.writeShort(FieldLines.CRLF);
    }

    /// The last chunk. Trailer fields may follow it, then [FieldLines#end] must.
    public static void last(ByteBuf out) {
        out.writeByte('0');
        out.writeShort(FieldLines.CRLF);
    }
}
