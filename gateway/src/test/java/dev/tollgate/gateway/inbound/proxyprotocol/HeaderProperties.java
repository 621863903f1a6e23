package dev.tollgate.gateway.inbound.proxyprotocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for any bytes at all.
final class HeaderProperties {
    private HeaderProperties() {}

    /// However many of the bytes are there: the first reading that is not incomplete stands; a header is taken as a whole or not
    /// at all; and no more bytes are waited for than the longest header has.
    static void check(byte[] bytes) {
        HeaderReading before = ProxyHeaders.INCOMPLETE;
        int taken = 0;
        // A few thousand lengths tell nothing that the ends do not.
        int step = Math.max(1, bytes.length / 256);
        for (int length = 0; length <= bytes.length; length = next(length, step, bytes.length)) {
            ByteBuf some = Unpooled.buffer().writeByte('P').writeBytes(bytes, 0, length);
            some.skipBytes(1);
            HeaderReading now = ProxyHeaders.read(some);
            int used = length - some.readableBytes();
            if (before instanceof HeaderReading.Incomplete) {
                taken = used;
            } else {
                assertThat(now.getClass()).isEqualTo(before.getClass());
                assertThat(used).isEqualTo(taken);
            }
            check(now, length, used, bytes);
            if (!(now instanceof HeaderReading.Malformed && before instanceof HeaderReading.Malformed)) {
                before = now;
            }
        }
    }

    private static int next(int length, int step, int end) {
        return length < 128 || length >= end ? length + 1 : Math.min(end, length + step);
    }

    private static void check(HeaderReading reading, int length, int used, byte[] bytes) {
        switch (reading) {
            case HeaderReading.Incomplete() -> {
                assertThat(used).isZero();
                assertThat(length).isLessThan(length > 0 && bytes[0] == 'P'
                        ? TextHeader.MAX_LENGTH
                        : BinaryHeader.MAX_LENGTH);
            }
            case HeaderReading.Malformed(String why) -> {
                assertThat(used).isZero();
                assertThat(why).isASCII();
            }
            case HeaderReading.Own() -> assertThat(used).isPositive();
            case HeaderReading.Forwarded(var source, int port) -> {
                assertThat(used).isPositive();
                assertThat(source).isEqualTo(source.folded());
                assertThat(port).isBetween(0, 65_535);
            }
        }
    }
}
