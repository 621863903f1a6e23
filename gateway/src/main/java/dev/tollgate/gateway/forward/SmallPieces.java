package dev.tollgate.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Joins the small pieces that one read brought into one: a target that sends its body in chunks of a byte would otherwise cost
/// several writes for each. Confined to the event loop.
final class SmallPieces {
    /// What is smaller is worth a copy.
    static final int SMALL = 1_024;
    /// The least that stands around each: a digit, and two ends of lines.
    private static final int FRAMING = 5;

    private @Nullable ByteBuf joined;

    /// Takes `piece` over.
    ///
    /// @param following bytes that may still come in the same read
    void add(ByteBuf piece, int following, ByteBufAllocator allocator) {
        if (joined == null && following == 0) {
            joined = piece;
            return;
        }
        ByteBuf into = joined == null ? allocator.ioBuffer(room(piece.readableBytes(), following)) : joined;
        joined = into;
        into.writeBytes(piece);
        piece.release();
    }

    /// For what follows, if it comes in pieces like the first. Where tiny ones are joined, room for all of it would be many times
    /// what they need.
    private static int room(int piece, int following) {
        return piece + (int) ((long) following * piece / (piece + FRAMING));
    }

    boolean isEmpty() {
        return joined == null;
    }

    /// Hands over what was joined; the next piece begins anew.
    ByteBuf take() {
        ByteBuf whole = joined;
        joined = null;
        if (whole == null) {
            throw new IllegalStateException("nothing was joined");
        }
        return whole;
    }
}
