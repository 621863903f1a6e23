package dev.tollgate.app;

import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.wiring.Node;
import dev.tollgate.domain.login.Totp;
import dev.tollgate.domain.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// People at the API of real nodes: from the first setup to the second factor.
class SignInTest {
    private static final String PASSWORD = "correct horse battery staple";

    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir
    Path folder;

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    /// An answer, and what signs its reader in.
    private record Answer(int status, String body, String cookie) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String at(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    private Answer send(Node node, String method, String path, String json, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + node.apiPort() + "/v1" + path))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response.headers().firstValue("Set-Cookie")
                .map(value -> value.split(";", 2)[0]).orElse(""));
    }

    /// What a page of the console sends along with a write.
    private static String[] page(Node node, Answer session) {
        return new String[]{"Cookie", session.cookie(), "X-CSRF-Token", session.at("/csrf_token"), "Origin",
            "http://127.0.0.1:" + node.apiPort()};
    }

    private Answer setUp(Node node) throws Exception {
        return send(node, "POST", "/setup", "{\"setup_code\":\"" + node.setupCode().orElseThrow().reveal()
                + "\",\"email\":\"ops@acme.example\",\"password\":\"" + PASSWORD + "\"}");
    }

    private Answer login(Node node, String more) throws Exception {
        return send(node, "POST", "/auth/login",
                "{\"email\":\"ops@acme.example\",\"password\":\"" + PASSWORD + "\"" + more + "}");
    }

    @Test
    void every_node_knows_who_is_signed_in_and_who_failed() throws Exception {
        Path key = folder.resolve("shared.key");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Node one = Node.start(node("one", key, postgres));
                Node other = Node.start(node("other", key, postgres))) {
            assertThat(other.setupCode()).as("a second setup code").isEmpty();
            Answer session = setUp(one);
            assertThat(session.status()).as(session.body()).isEqualTo(201);
            assertThat(setUp(one).status()).isEqualTo(404);

            assertThat(send(other, "GET", "/users/me", "", "Cookie", session.cookie()).status()).isEqualTo(200);
            assertThat(send(other, "GET", "/auth/session", "", "Cookie", session.cookie()).at("/csrf_token"))
                    .isEqualTo(session.at("/csrf_token"));
            assertThat(send(other, "POST", "/auth/logout", "", page(other, session)).status()).isEqualTo(204);
            assertThat(send(one, "GET", "/users/me", "", "Cookie", session.cookie()).status()).isEqualTo(401);

            for (int i = 0; i < 10; i++) {
                Node node = i % 2 == 0 ? one : other;
                assertThat(send(node, "POST", "/auth/login", "{\"email\":\"x\",\"password\":\"y\"}").status())
                        .isEqualTo(401);
            }
            assertThat(login(one, "").status()).isEqualTo(429);
            assertThat(login(other, "").status()).isEqualTo(429);
        }
    }

    private Settings node(String name, Path key, EmbeddedPostgres postgres) {
        return RunningNode.settings(folder.resolve(name), Map.of("server_key.file", key.toString(), "store.url",
                "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres"));
    }

    @Test
    void a_second_factor_and_a_session_outlive_a_restart_and_no_secret_is_on_the_disk() throws Exception {
        Settings settings = RunningNode.settings(folder.resolve("data"), Map.of());
        Answer session;
        String base32;
        List<String> secrets;
        try (Node node = Node.start(settings)) {
            session = setUp(node);
            base32 = send(node, "POST", "/users/me/security/mfa", "{}", page(node, session)).at("/secret");
            Totp device = new Totp(new Secret(base32));
            Answer on = send(node, "POST", "/users/me/security/mfa",
                    "{\"code\":\"" + device.code(Totp.step(Instant.now())) + "\"}", page(node, session));
            assertThat(on.status()).as(on.body()).isEqualTo(200);
            secrets = List.of(base32, PASSWORD, session.cookie().substring(3), session.at("/csrf_token"),
                    on.at("/recovery_codes/0"), on.at("/recovery_codes/0").replace("-", ""),
                    node.setupCode().orElseThrow().reveal());
        }
        assertThat(secrets).doesNotContain("");
        for (Path file : files()) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(secrets).as(file.toString()).noneMatch(content::contains);
        }
        try (Node node = Node.start(settings)) {
            assertThat(node.setupCode()).isEmpty();
            assertThat(send(node, "GET", "/users/me/security", "", "Cookie", session.cookie()).json()
                    .at("/mfa/recovery_codes_left").asInt()).isEqualTo(10);
            assertThat(login(node, "").at("/code")).isEqualTo("mfa_required");
            Totp device = new Totp(new Secret(base32));
            // The step that put it in force is used up.
            assertThat(login(node, ",\"code\":\"" + device.code(Totp.step(Instant.now()) + 1) + "\"").status())
                    .isEqualTo(200);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
