package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;

/// What the next bytes of a chunked body are.
public sealed interface ChunkReading {

    /// All bytes there are have been used, and more must come.
    record NeedsMore() implements ChunkReading {}

    /// Bytes of the body: a slice of the input, with a reference of its own that the receiver releases.
    record Data(ByteBuf bytes) implements ChunkReading {}

    /// The body and its trailers are over; the reader index is on the first byte behind them.
    record End() implements ChunkReading {}

    /// Not chunked coding; nothing behind it may be parsed.
    record Malformed(String detail) implements ChunkReading {}
}
