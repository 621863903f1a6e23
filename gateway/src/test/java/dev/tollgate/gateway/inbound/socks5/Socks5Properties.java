package dev.tollgate.gateway.inbound.socks5;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for any bytes at all.
final class Socks5Properties {
    private Socks5Properties() {}

    /// A few messages at most, in their order; the same ones however the bytes arrive.
    static void check(byte[] bytes) {
        check(bytes, false);
        check(bytes, true);
    }

    private static void check(byte[] bytes, boolean needsNoLogin) {
        List<String> whole = Conversation.steps(bytes, needsNoLogin);

        assertThat(whole).hasSizeLessThanOrEqualTo(4);
        assertThat(whole.stream().map(step -> step.substring(0, (step + " ").indexOf(' '))))
                .isSubsetOf("method", "login", "connect", "reply", "broken", "left");
        assertThat(Conversation.trickled(bytes, needsNoLogin)).isEqualTo(whole);
        for (int split = 1; split < Math.min(bytes.length, 64); split++) {
            List<byte[]> parts = List.of(Arrays.copyOf(bytes, split),
                    Arrays.copyOfRange(bytes, split, bytes.length));
            assertThat(Conversation.in(parts, needsNoLogin)).isEqualTo(whole);
        }
    }
}
