package dev.tollgate.gateway.detect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An ordinary run replays the seeds; with `JAZZER_FUZZ=1` the target searches on.
class DetectionFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void any_first_bytes(byte[] bytes) {
        DetectionProperties.check(bytes);
    }

    @Test
    void bytes_by_chance_are_decided_alike_however_they_arrive() {
        Random random = new Random(5);
        byte[] likely = {4, 5, 0x16, 3, 'P', 'R', 'I', ' ', '\r', '\n', 'G', 0};
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
            }
            DetectionProperties.check(bytes);
        }
    }
}
