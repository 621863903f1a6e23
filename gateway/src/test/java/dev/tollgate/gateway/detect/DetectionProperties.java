package dev.tollgate.gateway.detect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for any bytes at all.
final class DetectionProperties {
    private static final int MOST_NEEDED = 4;

    private DetectionProperties() {}

    /// However the bytes are split: a few decide, and what they decide stands.
    static void check(byte[] bytes) {
        check(bytes, false);
        check(bytes, true);
    }

    private static void check(byte[] bytes, boolean insideTls) {
        Detection before = new Detection.Undecided();
        for (int length = 0; length <= bytes.length; length++) {
            // Somewhere inside a buffer, as behind bytes that were used.
            ByteBuf some = Unpooled.buffer().writeByte(5).writeBytes(bytes, 0, length);
            some.skipBytes(1);
            Detection now = ProtocolDetector.detect(some, insideTls);
            assertThat(some.readableBytes()).isEqualTo(length);
            if (!(before instanceof Detection.Undecided)) {
                assertThat(now).isEqualTo(before);
            }
            if (length >= MOST_NEEDED) {
                assertThat(now).isNotInstanceOf(Detection.Undecided.class);
            }
            if (insideTls) {
                assertThat(now).isNotInstanceOf(Detection.Tls.class);
            }
            before = now;
        }
    }
}
