package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient;
import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.EchoTarget;
import dev.tollgate.domain.idempotency.AnswerRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A node that is killed under load, and started again.
class KilledNodeTest {
    private static final int TUNNELS = Endurance.of(500, 12);
    /// The short form runs beside compilers and other tests.
    private static final Duration BACK = Duration.ofSeconds(Endurance.of(2, 60));
    private static final List<String> OPTIONS = Endurance.FULL
            ? List.of("-Xmx128m")
            : List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @Test
    void it_is_back_on_its_port_with_all_slots_free_and_no_acknowledged_write_lost() throws Exception {
        Queue<SubUser> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicReference<String> latest = new AtomicReference<>("");
        List<ClientLine> tunnels = new ArrayList<>();
        try (EchoTarget echo = EchoTarget.start()) {
            SubUser busy;
            SubUser single;
            SubUser disabled;
            int port;
            String token;
            try (ServedNode node = ServedNode.first(folder, OPTIONS, Map.of())) {
                token = node.token();
                port = node.gatewayPort();
                busy = node.api().createSubUser("busy");
                disabled = node.api().createSubUser("disabled");
                node.api().disable(disabled);
                single = node.api().createSubUser("""
                        {"label":"single","products":["residential"],"concurrent_max":1}""", "single");
                tunnels.add(Doorway.CONNECT.tunnel(open(port, 0), single, "127.0.0.1", echo.port()));
                for (int i = 0; i < TUNNELS; i++) {
                    tunnels.add(Doorway.of(i).tunnel(open(port, i), busy, "127.0.0.1", echo.port()));
                }
                Thread writer = Thread.ofVirtual().start(() -> write(node.api(), acknowledged, latest));
                await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > 5);

                node.process().signal("KILL");
                node.process().ended();
                writer.join();
            }
            for (ClientLine one : tunnels) {
                one.awaitEnd();
                one.close();
            }

            long began = System.nanoTime();
            try (ServedNode node = ServedNode.again(folder, OPTIONS, Map.of("TOLLGATE_GATEWAY__PORT",
                    Integer.toString(port)), token)) {
                try (ClientLine line = Doorway.CONNECT.tunnel(open(port, 1), single, "127.0.0.1", echo.port())) {
                    line.echo("here again");
                    Duration away = Duration.ofNanos(System.nanoTime() - began);
                    Figures.add("killed with " + tunnels.size() + " tunnels open: serves again after, ms",
                            Long.toString(away.toMillis()));
                    assertThat(away).isLessThan(BACK);
                }
                await().untilAsserted(() -> assertThat(node.open()).as("slots and all").isZero());
                try (ClientLine line = open(port, 2)) {
                    assertThat(Doorway.CONNECT.ask(line, disabled, disabled.password(), "127.0.0.1", echo.port()))
                            .isEqualTo("subuser-disabled");
                }
                for (SubUser one : acknowledged) {
                    try (ClientLine line = Doorway.CONNECT.tunnel(open(port, 3), one, "127.0.0.1", echo.port())) {
                        line.echo("kept");
                    }
                }
                theLatestRequestIsRepeated(node.api(), latest.get());
                assertThat(node.troubles()).isEmpty();
            }
        }
    }

    private static ClientLine open(int port, int turn) throws IOException {
        return ClientLine.open(port, ClientLine.source(turn));
    }

    private static ApiClient.Answer create(ApiClient api, String label) {
        return api.post("/subusers", "{\"label\":\"" + label + "\",\"products\":[\"residential\"]}", "Idempotency-Key",
                label);
    }

    /// Whatever became of it when the node was killed: it happens once, and is not in its own way for long.
    private static void theLatestRequestIsRepeated(ApiClient api, String label) {
        await().atMost(AnswerRepository.LEASE.plusSeconds(5)).until(() -> create(api, label).status() == 201);
        assertThat(api.get("/subusers?label_contains=" + label + "&limit=1").body().at("/data/0/label").asString())
                .isEqualTo(label);
    }

    /// Until the node is there no more.
    private static void write(ApiClient api, Queue<SubUser> acknowledged, AtomicReference<String> latest) {
        try {
            for (int i = 0;; i++) {
                String label = "written-" + i;
                latest.set(label);
                JsonNode made = create(api, label).expect(201).body();
                acknowledged.add(new SubUser(made.path("id").asString(), made.path("name").asString(),
                        made.path("password").asString()));
            }
        } catch (UncheckedIOException killed) {
            return;
        }
    }
}
