package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.wiring.Node;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/// What a node is as a whole: more than its parts have to say.
class NodeTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Tunnel connect(RunningNode node, SubUser subUser) throws IOException {
        return Tunnel.connect(node.gatewayPort(), subUser.residential(), subUser.password(), node.echo().authority());
    }

    private static String page(Node node, String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + path)).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int readiness(Node node) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + "/readyz"))
                .build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void an_exchange_is_logged_counted_and_remembered_as_the_last_use() throws Exception {
        try (RunningNode node = RunningNode.start(Map.of("access_log.path", log()))) {
            SubUser subUser = node.api().createSubUser("seen");
            assertThat(node.api().get("/subusers/" + subUser.id()).body().get("last_used_at").isNull()).isTrue();

            try (Tunnel tunnel = connect(node, subUser).expectStatus(200)) {
                assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
                assertThat(page(node.node(), "/metrics")).contains("tollgate_tunnels 1.0", "tollgate_slots 1.0",
                        "tollgate_connections 1.0", "tollgate_connections_unauthenticated 0.0");
            }
            node.awaitIdle();

            Instant used = Instant.parse(node.api().get("/subusers/" + subUser.id()).body().get("last_used_at")
                    .asString());
            assertThat(Duration.between(used, Instant.now())).isLessThan(Duration.ofMinutes(1));
            String metrics = page(node.node(), "/metrics");
            assertThat(metrics).contains("tollgate_exchanges_total{code=\"ok\",product=\"residential\"",
                    "tollgate_slots 0.0", "tollgate_tunnels 0.0",
                    "tollgate_exchange_answer_seconds_count{protocol=\"http-connect\"} 1",
                    "tollgate_exits{state=\"active\"} 1.0").doesNotContain(subUser.name());
            await().until(() -> Files.size(Path.of(log())) > 0);
            assertThat(Files.readAllLines(Path.of(log())).getLast()).contains("\"subuser\":\"" + subUser.id() + "\"",
                    "\"outcome\":\"served\"").doesNotContain(subUser.password());
        } finally {
            Files.deleteIfExists(Path.of(log()));
        }
    }

    @Test
    void a_node_is_known_to_operators_by_name_and_how_it_is() {
        try (RunningNode node = RunningNode.start(Map.of("node.name", "fra-1"))) {
            await().untilAsserted(() -> assertThat(node.api().get("/system/nodes").expect(200).body()
                    .at("/data/0/state").asString("")).isEqualTo("serving"));

            JsonNode status = node.api().get("/system/status").expect(200).body();

            assertThat(status.path("status").asString()).isEqualTo("ok");
            assertThat(status.path("node").asString()).isEqualTo("fra-1");
            assertThat(status.at("/nodes/0/name").asString()).isEqualTo("fra-1");
            assertThat(status.at("/database/kind").asString()).isEqualTo("sqlite");
            assertThat(status.at("/database/answers").asBoolean()).isTrue();
            assertThat(status.at("/snapshot/age_seconds").asDouble()).isBetween(0.0, 60.0);
            node.api().createSubUser("newer");
            long revision = node.api().get("/system/status").body().at("/snapshot/revision").asLong();
            await().untilAsserted(() -> assertThat(node.api().get("/system/nodes").body().at("/data/0/revision")
                    .asLong()).isEqualTo(revision));
        }
    }

    private static String log() {
        return Path.of("target", "node-test-access.log").toAbsolutePath().toString();
    }

    @Test
    void without_an_exit_of_any_kind_none_is_available() throws IOException {
        try (RunningNode node = RunningNode.start(Map.of("bootstrap.exit", "none"))) {
            try (Tunnel tunnel = connect(node, node.api().createSubUser("stuck"))) {
                assertThat(tunnel.status()).isEqualTo(503);
                assertThat(tunnel.errorCode()).contains("no-exit-available");
            }
        }
    }

    @Test
    void a_node_that_drains_lets_tunnels_live_refuses_new_exchanges_and_ends_what_is_left() throws Exception {
        try (RunningNode node = RunningNode.start(Map.of("drain.max", "2s"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SubUser subUser = node.api().createSubUser("drained");
            try (Tunnel tunnel = connect(node, subUser).expectStatus(200);
                    Socket early = Tunnel.open(node.gatewayPort())) {
                assertThat(readiness(node.node())).isEqualTo(200);
                await().until(() -> node.node().connections() == 2);
                long began = System.nanoTime();
                Future<?> drained = threads.submit(() -> node.node().drain(() -> false));

                await().until(() -> readiness(node.node()) == 503);
                assertThat(page(node.node(), "/readyz")).startsWith("not ready\nnode: draining\n");
                assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
                await().untilAsserted(() -> assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> Tunnel.open(node.gatewayPort()).close()));
                try (Tunnel refused = Tunnel.over(early, subUser.residential(), subUser.password(),
                        node.echo().authority())) {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.errorCode()).contains("maintenance");
                }

                tunnel.awaitEnd();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_300));
                drained.get();
            }
        }
    }

    @Test
    void a_node_that_leaves_goes_on_serving_until_the_delay_is_over_and_hurries_when_told_to() throws Exception {
        AtomicBoolean hurry = new AtomicBoolean();
        try (RunningNode node = RunningNode.start(Map.of("drain.delay", "1h", "drain.max", "1h"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SubUser subUser = node.api().createSubUser("leaving");
            Future<?> drained = threads.submit(() -> node.node().drain(hurry::get));
            await().until(() -> readiness(node.node()) == 503);

            try (Tunnel tunnel = connect(node, subUser).expectStatus(200)) {
                assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
                hurry.set(true);
                tunnel.awaitEnd();
            }
            drained.get();
        }
    }

    @Test
    void a_deleted_sub_user_may_finish_what_is_open_and_begin_nothing() throws IOException {
        try (RunningNode node = RunningNode.start()) {
            SubUser subUser = node.api().createSubUser("gone");
            try (Tunnel tunnel = connect(node, subUser).expectStatus(200)) {
                node.api().delete("/subusers/" + subUser.id()).expect(204);

                assertThat(tunnel.echoed(HELLO)).as("open exchanges may finish").isEqualTo("hello");
                try (Tunnel refused = connect(node, subUser)) {
                    assertThat(List.of(refused.status(), refused.errorCode().orElse(""))).containsExactly(407,
                            "auth-failed");
                }
            }
        }
    }
}
