package dev.tollgate.app.journey;

import dev.tollgate.app.journey.target.JourneyTarget;
import dev.tollgate.app.journey.target.SeededBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// git over its smart HTTP protocol: clone, push and fetch.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitJourney {
    private static final int SIZE = 5_000_000;

    // First, so that no node is left when it is missing.
    private final Program git = Program.find("git");
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
    void a_repository_is_cloned_pushed_to_and_fetched_from(Door door, @TempDir Path folder) throws IOException {
        run("init", "-q", "--bare", "-b", "main", folder.resolve("all/it.git").toString());
        run("-C", folder.resolve("all/it.git").toString(), "config", "http.receivepack", "true");
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        try (JourneyTarget target = JourneyTarget.git(folder.resolve("all"))) {
            String url = target.url("/git/it.git");
            proxied(door, "clone", "-q", url, first.toString());
            try (var bytes = new SeededBytes(9, SIZE)) {
                Files.copy(bytes, first.resolve("large.bin"));
            }
            in(first, "add", ".");
            in(first, "-c", "user.name=Journey", "-c", "user.email=journey@example.org", "commit", "-q", "-m", "Begin");
            proxied(door, "-C", first.toString(), "push", "-q", "origin", "HEAD:main");
            proxied(door, "clone", "-q", "-b", "main", url, second.toString());

            assertThat(second.resolve("large.bin")).hasSize(SIZE).hasSameBinaryContentAs(first.resolve("large.bin"));
        }
    }

    private void in(Path folder, String... arguments) {
        git.with("-C", folder.toString()).run(Map.of("GIT_CONFIG_NOSYSTEM", "1"), arguments).expect(0);
    }

    private void run(String... arguments) {
        git.run(Map.of("GIT_CONFIG_NOSYSTEM", "1"), arguments).expect(0);
    }

    private void proxied(Door door, String... arguments) {
        String authority = Certificates.shared().authority().toString();
        git.with("-c", "http.proxy=" + stage.proxy(door), "-c", "http.proxySSLCAInfo=" + authority, "-c",
                "http.sslCAInfo=" + authority).run(Map.of("GIT_CONFIG_NOSYSTEM", "1"), arguments).expect(0);
    }
}
