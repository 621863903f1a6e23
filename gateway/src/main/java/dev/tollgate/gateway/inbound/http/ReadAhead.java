package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.forward.BodyReader;
import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.record.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/// What a client sent and nobody has used yet: a head that is not whole, a body, requests ahead of their turn. Confined to the
/// connection's event loop.
final class ReadAhead {
    /// Bytes held ahead of their turn before reading stops (G§4.5).
    static final int MOST = 64 * 1024;
    /// The parser copies an unfinished head.
    private static final int COPIES = 2;

    private final ClientConnection connection;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    ReadAhead(ClientConnection connection) {
        this.connection = connection;
    }

    /// To be read from; whoever keeps some of it takes a reference.
    ByteBuf bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return !bytes.isReadable();
    }

    /// Whether the client has to wait before it may send more.
    boolean full() {
        return bytes.readableBytes() > MOST;
    }

    /// @param more given up by the caller
    void add(ByteBuf more, ByteBufAllocator allocator) {
        bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, bytes, more);
    }

    /// A connection that waits holds no buffer.
    void dropUsed() {
        if (!bytes.isReadable()) {
            bytes.release();
            bytes = Unpooled.EMPTY_BUFFER;
        }
        connection.holdsBytes(COPIES * bytes.capacity());
    }

    /// Drops what stands here of a body that nobody wants.
    ///
    /// @return whether that was all of it
    boolean drop(Exchange exchange, BodyReader body) {
        int before = bytes.readableBytes();
        while (body.read(bytes) instanceof ChunkReading.Data(ByteBuf piece)) {
            piece.release();
        }
        exchange.bytes().addIn(before - bytes.readableBytes());
        return body.ended();
    }

    /// Gives all of it away.
    ByteBuf take() {
        ByteBuf taken = bytes;
        bytes = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    void release() {
        connection.holdsBytes(0);
        take().release();
    }
}
