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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Two nodes over one PostgreSQL, which share their server key.
class TwoNodesTest {
    /// Within which a change made at one node is in force at the other.
    private static final Duration SPREAD = Duration.ofSeconds(2);

    /// Within which what one node saw of an old secret shows at the other.
    private static final Duration USES_SHOW = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private Settings node(String name, Path key, EmbeddedPostgres postgres) {
        return RunningNode.settings(folder.resolve(name), Map.of("server_key.file", key.toString(), "store.url",
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

    @Test
    void tokens_are_one_for_all_nodes() throws IOException {
        Path key = folder.resolve("tokens.key");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Node one = Node.start(node("first", key, postgres));
                Node other = Node.start(node("second", key, postgres));
                ApiClient api = new ApiClient(one.apiPort(), one.firstToken().orElseThrow().reveal())) {
            JsonNode made = api.post("/tokens", "{\"name\":\"x\",\"scopes\":[\"read\"]}").expect(201).body();
            String path = "/tokens/" + made.get("id").asString();
            try (ApiClient old = new ApiClient(other.apiPort(), made.get("token").asString());
                    ApiClient current = new ApiClient(other.apiPort(),
                            api.post(path + "/rotate", "").expect(200).body().get("token").asString())) {
                assertThat(old.get("/tokens/verify").expect(200).body().get("presented").asString()).isEqualTo("old");
                old.get("/users/me").expect(200);
                await().atMost(USES_SHOW).until(
                        () -> api.get(path).expect(200).body().at("/rotation/old_uses").asInt() == 2);

                api.delete(path).expect(204);

                assertThat(old.get("/users/me").expect(401).body().get("code").asString()).isEqualTo("revoked_token");
                assertThat(current.get("/users/me").expect(401).body().get("code").asString())
                        .isEqualTo("revoked_token");
            }
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
