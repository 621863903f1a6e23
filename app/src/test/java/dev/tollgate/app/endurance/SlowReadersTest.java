package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.journey.Wire;
import dev.tollgate.app.journey.target.JourneyTarget;
import dev.tollgate.app.journey.target.SeededBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Many downloads whose readers take in 1 KB a second.
class SlowReadersTest {
    private static final int READERS = Endurance.of(1_000, 100);
    private static final int BEATS = Endurance.of(120, 3);
    private static final int BITE = 1_024;
    private static final int WHOLE = 1 << 20;
    /// One in so many reads on to the end.
    private static final int PATIENT = 10;
    /// More than a reader may make the node hold in both directions.
    private static final long KIB_EACH = 2 * 128;
    /// What compilers, threads and the allocator's chunks may take besides.
    private static final long KIB_BESIDES = 64 * 1024;
    /// How much memory may still rise once everybody reads: noise.
    private static final long LEVEL_KIB = 12 * 1024;
    /// A heap that is taken at once, so that what grows is none.
    private static final List<String> OPTIONS = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @Test
    void memory_levels_off_and_no_byte_is_lost() throws Exception {
        List<Long> resident = new ArrayList<>();
        try (ServedNode node = ServedNode.first(folder, OPTIONS, Map.of());
                JourneyTarget target = JourneyTarget.plain()) {
            SubUser subUser = node.api().createSubUser("""
                    {"label":"slow","products":["residential"],"concurrent_max":2000,"rps_max":10000}""", "slow");
            List<Callable<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int turn = i;
                readers.add(() -> read(node, subUser, target, turn));
            }
            readers.add(sampler(node, resident));

            Crowd.run(readers);

            await().untilAsserted(() -> assertThat(node.open()).as("left open").isZero());
            assertThat(node.troubles()).isEmpty();
            Stalls.judge(node, READERS + " readers at 1 KB/s");
        }
        assertThat(most(resident, 0, resident.size()) - resident.getFirst()).as("KiB more than at the start")
                .isLessThan(READERS * KIB_EACH + KIB_BESIDES);
        if (Endurance.FULL) {
            int third = resident.size() / 3;
            assertThat(most(resident, 2 * third, resident.size()) - most(resident, third, 2 * third))
                    .as("KiB more in the last third than in the second").isLessThan(LEVEL_KIB);
        }
        int beats = resident.size() - 1;
        Figures.add(READERS + " readers at 1 KB/s: resident MiB before, after a third, two thirds and all of " + BEATS
                + " s", IntStream.of(0, beats / 3, 2 * beats / 3, beats)
                        .mapToObj(at -> Long.toString(resident.get(at) / 1024)).collect(Collectors.joining(", ")));
    }

    private static long most(List<Long> values, int from, int to) {
        return values.subList(from, to).stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /// Looks at the node's memory at each beat, the first time before anybody reads.
    private static Callable<Integer> sampler(ServedNode node, List<Long> resident) {
        resident.add(ProcessMemory.of(node.pid()).residentKib());
        return () -> {
            Pace pace = Pace.every(Duration.ofSeconds(1));
            for (int i = 0; i < BEATS; i++) {
                pace.await();
                resident.add(ProcessMemory.of(node.pid()).residentKib());
            }
            return 0;
        };
    }

    private static int read(ServedNode node, SubUser subUser, JourneyTarget target, int turn) throws IOException {
        ClientLine plain = ClientLine.open(node.gatewayPort(), ClientLine.source(turn), BITE);
        boolean tunnelled = turn % 5 != 4;
        try (ClientLine line = tunnelled
                ? Doorway.of(turn).tunnel(plain, subUser, "127.0.0.1", target.port())
                : plain) {
            String path = "/bytes/" + turn + "/" + WHOLE;
            line.send(tunnelled
                    ? "GET " + path + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n\r\n"
                    : Wire.get(target.url(path), Wire.credentials(subUser.residential(), subUser.password())));
            line.head();
            var taken = new ByteArrayOutputStream();
            Pace pace = Pace.every(Duration.ofSeconds(1));
            for (int i = 0; i < BEATS; i++) {
                taken.writeBytes(line.read(BITE));
                pace.await();
            }
            if (turn % PATIENT == 0) {
                byte[] rest = line.read(WHOLE - taken.size());
                taken.writeBytes(rest);
                check(taken.toByteArray(), turn);
            } else {
                line.reset();
            }
        }
        return 1;
    }

    private static void check(byte[] whole, int seed) {
        if (!SeededBytes.sha256(new ByteArrayInputStream(whole)).equals(SeededBytes.sha256(seed, WHOLE))) {
            throw new AssertionError("reader " + seed + " got other bytes than were sent");
        }
    }
}
