package dev.tollgate.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenCreateTest {
    @Test
    void a_token_made_beside_a_running_node_is_honoured_at_once() {
        try (RunningNode node = RunningNode.start()) {
            Attempt made = Attempt.of(Map.of(), "token", "create", "--data-dir", node.folder().resolve("data")
                    .toString(), "--name", "billing", "--scope", "traffic:read", "--source-ip", "127.0.0.0/8",
                    "--expires-in", "24h");

            assertThat(made.err()).isEmpty();
            assertThat(made.code()).isZero();
            assertThat(made.out()).matches("hel_live_[0-9A-Za-z]{64}\\R");
            try (ApiClient client = new ApiClient(node.node().apiPort(), made.out().strip())) {
                var told = client.get("/tokens/verify").expect(200).body();
                assertThat(told.get("name").asString()).isEqualTo("billing");
                assertThat(told.get("scopes").toString()).isEqualTo("[\"traffic:read\"]");
                assertThat(told.get("source_ip_rule").asString()).isEqualTo("127.0.0.0/8");
                client.post("/subusers", "{}").expect(403);
            }
        }
    }

    @Test
    void a_token_of_the_sandbox_may_do_everything_in_it_and_operate_nothing() {
        try (RunningNode node = RunningNode.start()) {
            Attempt made = Attempt.of(Map.of(), "token", "create", "--data-dir", node.folder().resolve("data")
                    .toString(), "--test");

            assertThat(made.out()).matches("hel_test_[0-9A-Za-z]{64}\\R");
            try (ApiClient client = new ApiClient(node.node().apiPort(), made.out().strip())) {
                var told = client.get("/tokens/verify").expect(200).body();
                assertThat(told.get("environment").asString()).isEqualTo("test");
                assertThat(told.get("scopes").toString()).isEqualTo("[\"*\"]");
            }
        }
    }

    static Stream<List<String>> bad() {
        return Stream.of(List.of("--scope", "everything"), List.of("--scope", "read,read"),
                List.of("--scope", "read,operator:read", "--test"),
                List.of("--source-ip", "10.0.0.1/8"), List.of("--source-ip", "0.0.0.0/0"), List.of("--name", ""),
                List.of("--name", "x".repeat(65)), List.of("--expires-in", "30s"), List.of("--expires-in", "soon"),
                List.of("--colour", "red"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_option_is_refused_before_anything_is_touched(List<String> options, @TempDir Path folder) {
        Attempt attempt = Attempt.of(Map.of(), Stream.concat(Stream.of("token", "create", "--data-dir",
                folder.resolve("data").toString()), options.stream()).toArray(String[]::new));

        attempt.refusedInOneLine(options.getFirst());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void without_a_store_there_is_nothing_to_make_a_token_of_and_nothing_is_left(@TempDir Path folder) {
        Attempt attempt = Attempt.of(Map.of(), "token", "create", "--data-dir", folder.resolve("mistyped").toString());

        attempt.refusedInOneLine("mistyped", "tollgate serve", "--data-dir");
        assertThat(folder).isEmptyDirectory();
    }
}
