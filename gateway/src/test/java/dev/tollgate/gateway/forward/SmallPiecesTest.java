package dev.tollgate.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SmallPiecesTest {
    private static final int READ = 64 * 1024;
    /// A digit, and two ends of lines.
    private static final int FRAMING = 5;

    /// Else the body of a target that sends a byte at a time would take many times its size while a client is slow.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 500})
    void what_is_joined_takes_little_more_memory_than_it_holds(int size) {
        SmallPieces pieces = new SmallPieces();
        int joined = 0;
        for (int following = READ - size - FRAMING; following >= 0; following -= size + FRAMING) {
            pieces.add(Unpooled.buffer(size, size).writeZero(size), following, UnpooledByteBufAllocator.DEFAULT);
            joined += size;
        }

        ByteBuf whole = pieces.take();

        assertThat(whole.readableBytes()).isEqualTo(joined);
        assertThat(whole.capacity()).isLessThanOrEqualTo(joined + size);
        whole.release();
    }
}
