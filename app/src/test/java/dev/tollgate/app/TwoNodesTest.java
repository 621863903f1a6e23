package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.wiring.Node;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Two nodes over one PostgreSQL, which share their server key.
class TwoNodesTest {
    /// Within which a change made at one node is in force at the other.
    private static final Duration SPREAD = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private Settings node(String name, Path key, EmbeddedPostgres postgres) {
        return RunningNode.settings(folder.resolve(name), Map.of("node.name", name,
                "server_key.file", key.toString(), "store.url",
                "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres"));
    }

    @Test
    void what_is_changed_at_one_node_holds_at_the_other_and_a_wrong_key_keeps_a_node_out() throws IOException {
        Path key = folder.resolve("shared.key");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                EchoTarget echo = EchoTarget.start();
                Node one = Node.start(node("one", key, postgres));
                Node other = Node.start(node("other", key, postgres));
                ApiClient api = new ApiClient(one.apiPort(), one.firstToken().orElseThrow().reveal())) {
            assertThat(other.firstToken()).as("a second first token").isEmpty();
            bothAreKnown(api);
            aRepetitionAtTheOtherNodeChangesNothing(api, other.apiPort(), one.firstToken().orElseThrow().reveal());
            aWrongKeyKeepsANodeOut(postgres);

            SubUser subUser = api.createSubUser("shared");
            await().atMost(SPREAD).until(() -> status(other, subUser, echo) == 200);

            try (Tunnel tunnel = connect(other, subUser, echo).expectStatus(200)) {
                assertThat(tunnel.echoed("hi".getBytes(StandardCharsets.UTF_8))).isEqualTo("hi");
                api.disable(subUser);
                long disabled = System.nanoTime();
                tunnel.awaitEnd();
                assertThat(Duration.ofNanos(System.nanoTime() - disabled)).isLessThan(SPREAD);
            }
            assertThat(status(other, subUser, echo)).isEqualTo(403);
            await().until(() -> other.exchanges() + other.permits() + other.connections() + one.connections() == 0);
        }
    }

    private static void bothAreKnown(ApiClient api) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode nodes = api.get("/system/nodes").expect(200).body().path("data");
            assertThat(nodes.size()).isEqualTo(2);
            for (JsonNode node : nodes) {
                assertThat(node.path("state").asString()).isEqualTo("serving");
            }
        });
    }

    /// Sent to both at once, it happens once; whoever comes second is told to wait or what came of it.
    private static void aRepetitionAtTheOtherNodeChangesNothing(ApiClient here, int otherPort, String token) {
        String body = "{\"label\":\"once\",\"products\":[\"residential\"]}";
        List<ApiClient.Answer> answers = new ArrayList<>();
        try (ApiClient there = new ApiClient(otherPort, token);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ApiClient.Answer>> sent = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ApiClient node = i % 2 == 0 ? here : there;
                sent.add(threads.submit(() -> node.post("/subusers", body, "Idempotency-Key", "once")));
            }
            for (Future<ApiClient.Answer> one : sent) {
                answers.add(got(one));
            }
            assertThat(answers).extracting(ApiClient.Answer::status).isSubsetOf(201, 409);
            assertThat(answers.stream().filter(one -> one.status() == 409)
                    .map(one -> one.body().path("code").asString())).allMatch("idempotency_in_progress"::equals);
            assertThat(answers.stream().filter(one -> one.body().path("password").isString())).hasSize(1);
            ApiClient.Answer later = there.post("/subusers", body, "Idempotency-Key", "once").expect(201);
            assertThat(later.headers().firstValue("Idempotent-Replayed")).contains("true");
            assertThat(later.body().path("password").isNull()).isTrue();
        }
        assertThat(here.get("/subusers?label_contains=once").body().path("data").size()).isEqualTo(1);
    }

    private static ApiClient.Answer got(Future<ApiClient.Answer> sent) {
        try {
            return sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void aWrongKeyKeepsANodeOut(EmbeddedPostgres postgres) throws IOException {
        Attempt.of(Map.of("store.url", "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres",
                "gateway.port", "0", "api.port", "0", "admin.port", "0"), "serve", "--data-dir",
                folder.resolve("third").toString()).refusedInOneLine("missing", "server_key.file");
        Path wrong = Files.writeString(folder.resolve("wrong.key"), "0123456789abcdef".repeat(4));
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
        Attempt.of(Map.of("store.url", "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres",
                "gateway.port", "0", "api.port", "0", "admin.port", "0", "server_key.file", wrong.toString()), "serve",
                "--data-dir", folder.resolve("third").toString()).refusedInOneLine("not the one", "share one key");
    }

    private static int status(Node node, SubUser subUser, EchoTarget echo) throws IOException {
        try (Tunnel tunnel = connect(node, subUser, echo)) {
            return tunnel.status();
        }
    }

    private static Tunnel connect(Node node, SubUser subUser, EchoTarget echo) throws IOException {
        return Tunnel.connect(node.gatewayPort(), subUser.residential(), subUser.password(), echo.authority());
    }
}
