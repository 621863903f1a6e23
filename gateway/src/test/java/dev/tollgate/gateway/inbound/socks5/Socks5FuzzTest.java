package dev.tollgate.gateway.inbound.socks5;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tollgate.gateway.Peer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An ordinary run replays the seeds; with `JAZZER_FUZZ=1` the target searches on.
class Socks5FuzzTest {
    private static final List<byte[]> SOUND = List.of(
            Peer.bytes("05 01 02  01 02 6d65 02 7077  05 01 00 03 0b 6578616d706c652e636f6d 01bb 16"),
            Peer.bytes("05 01 00  05 01 00 01 01020304 0050"),
            Peer.bytes("05 02 00 02  01 00 00  05 01 00 04 20010db8000000000000000000000001 0050"));

    @FuzzTest(maxDuration = "60s")
    void any_conversation(byte[] bytes) {
        Socks5Properties.check(bytes);
    }

    @Test
    void sound_conversations_with_bytes_changed_are_read_alike_however_they_arrive() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = SOUND.get(round % SOUND.size()).clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 8 : 256);
            }
            Socks5Properties.check(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        }
    }
}
