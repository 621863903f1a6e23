package dev.tollgate.app.journey;

import dev.tollgate.app.journey.target.JourneyTarget;
import dev.tollgate.app.journey.target.SeededBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// curl with large bodies and with many at once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurlJourney {
    // First, so that no node is left when it is missing.
    private final Program curl = Curl.find();
    private final Stage stage = Stage.open();

    @AfterEach
    void settle() {
        stage.settle();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void large_bodies_go_down_and_up_unchanged(Door door, @TempDir Path folder) throws IOException {
        for (JourneyTarget target : stage.targets()) {
            downAndUp(folder.resolve("body"), target, "-x", stage.proxy(door));
        }
        if (door == Door.HTTP || door == Door.TLS) {
            downAndUp(folder.resolve("body"), stage.plain(), "-p", "-x", stage.proxy(door));
        }
    }

    private void downAndUp(Path file, JourneyTarget target, String... how) throws IOException {
        Program proxied = curl.with(how);
        for (String path : List.of("/bytes/", "/chunks/")) {
            proxied.run("-o", file.toString(), target.url(path + Large.SEED + "/" + Large.SIZE)).expect(0);
            try (InputStream body = Files.newInputStream(file)) {
                assertThat(SeededBytes.sha256(body)).isEqualTo(Large.SHA256);
            }
        }
        assertThat(proxied.run("-T", file.toString(), target.url("/digest")).printed()).isEqualTo(Large.DIGEST);
        assertThat(proxied.run("-H", "Transfer-Encoding: chunked", "-T", file.toString(), target.url("/digest"))
                .printed()).isEqualTo(Large.DIGEST);
        assertThat(proxied.run("-H", "Expect: 100-continue", "--data-binary", "@" + file, target.url("/digest"))
                .printed()).isEqualTo(Large.DIGEST);
    }

    @Test
    void a_slow_reader_gets_everything(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("body");
        for (Door door : Door.values()) {
            curl.run("-x", stage.proxy(door), "--limit-rate", "20M", "-o", file.toString(),
                    stage.plain().url("/bytes/" + Large.SEED + "/40000000")).expect(0);
            try (InputStream body = Files.newInputStream(file)) {
                assertThat(SeededBytes.sha256(body)).isEqualTo(SeededBytes.sha256(Large.SEED, 40_000_000));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_hundred_requests_in_a_row_share_few_connections(Door door) {
        List<String> arguments = new ArrayList<>(List.of("-x", stage.proxy(door), "-w", "%{num_connects}\n"));
        for (int i = 0; i < 100; i++) {
            arguments.addAll(List.of("-o", "/dev/null", stage.plain().url("/bytes/" + i + "/" + i * 100)));
        }
        int before = stage.plain().accepted();

        String connects = curl.run(arguments.toArray(String[]::new)).printed();

        assertThat(connects.lines().mapToInt(Integer::parseInt).sum()).isOne();
        // None if the gateway still had one to this target.
        assertThat(stage.plain().accepted() - before).isLessThanOrEqualTo(1);
    }
}
