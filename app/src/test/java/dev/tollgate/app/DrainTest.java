package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.endurance.Endurance;
import dev.tollgate.app.endurance.Figures;
import dev.tollgate.app.endurance.ServedNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A node that goes down, and plain connections that are kept (G§20, RFC 9112, section 9.6).
class DrainTest {

    @TempDir
    Path folder;

    /// A plain connection that was kept after one answer.
    private static Socket kept(RunningNode node, SubUser subUser) throws IOException {
        Socket socket = Tunnel.open(node.gatewayPort());
        socket.setSoTimeout(15_000);
        assertThat(ask(socket, subUser)).contains("Connection: keep-alive");
        return socket;
    }

    private static String ask(Socket socket, SubUser subUser) throws IOException {
        String credentials = Base64.getEncoder().encodeToString(
                (subUser.residential() + ":" + subUser.password()).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(("OPTIONS http://example.org/ HTTP/1.1\r\nHost: example.org\r\nMax-Forwards: 0"
                + "\r\nProxy-Authorization: Basic " + credentials + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Test
    void a_kept_connection_is_owed_one_more_answer_which_says_that_it_is_the_last() throws Exception {
        try (RunningNode node = RunningNode.start(Map.of("drain.max", "1h"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SubUser subUser = node.api().createSubUser("kept");
            try (Tunnel tunnel = Tunnel.connect(node.gatewayPort(), subUser.residential(), subUser.password(),
                    node.echo().authority()).expectStatus(200);
                    Socket kept = kept(node, subUser)) {
                Future<?> drained = threads.submit(() -> node.node().drain(() -> false));
                await().ignoreException(AssertionError.class).until(() -> refused(node));

                assertThat(ask(kept, subUser)).startsWith("HTTP/1.1 200 ").contains("Connection: close");
                assertThat(kept.getInputStream().read()).isEqualTo(-1);

                tunnel.socket().close();
                drained.get();
            }
        }
    }

    private static boolean refused(RunningNode node) {
        return refused(node.gatewayPort());
    }

    private static boolean refused(int port) {
        try (Socket accepted = Tunnel.open(port)) {
            return accepted.isClosed();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void idle_connections_are_ended_in_order_when_nothing_else_is_waited_for() throws Exception {
        try (RunningNode node = RunningNode.start(Map.of("drain.max", "1h"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SubUser subUser = node.api().createSubUser("idle");
            try (Socket kept = kept(node, subUser)) {
                Future<?> drained = threads.submit(() -> node.node().drain(() -> false));

                // A FIN and no reset, which would be an exception.
                assertThat(kept.getInputStream().read()).isEqualTo(-1);
                kept.shutdownOutput();
                drained.get();
            }
        }
    }

    @Test
    void drained_over_the_api_a_node_takes_nobody_and_stays_until_it_is_resumed() throws Exception {
        try (RunningNode node = RunningNode.start(Map.of("node.name", "here", "drain.max", "3s"))) {
            SubUser subUser = node.api().createSubUser("guest");
            int port = node.gatewayPort();
            try (Tunnel tunnel = Tunnel.connect(port, subUser.residential(), subUser.password(),
                    node.echo().authority()).expectStatus(200);
                    Socket kept = kept(node, subUser)) {
                node.api().post("/system/nodes/here/drain", "").expect(200);
                await().ignoreException(AssertionError.class).until(() -> refused(port));
                assertThat(node.node().serving()).isFalse();
                assertThat(ask(kept, subUser)).contains("Connection: close");
                tunnel.awaitEnd();
            }
            await().until(() -> state(node).equals("draining"));

            node.api().post("/system/nodes/here/resume", "").expect(200);

            await().ignoreException(AssertionError.class).until(() -> !refused(port));
            try (Tunnel tunnel = Tunnel.connect(port, subUser.residential(), subUser.password(),
                    node.echo().authority()).expectStatus(200)) {
                assertThat(tunnel.echoed("back".getBytes(StandardCharsets.UTF_8))).isEqualTo("back");
            }
            await().until(() -> state(node).equals("serving"));
            assertThat(node.node().serving()).isTrue();
        }
    }

    private static String state(RunningNode node) {
        return node.api().get("/system/nodes").body().at("/data/0/state").asString("");
    }

    @Test
    void a_call_of_the_api_that_is_under_way_when_the_node_ends_is_answered() throws Exception {
        try (RunningNode node = RunningNode.start(Map.of("drain.max", "1h"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String body = """
                    {"label":"last","products":["residential"]}""";
            int port = node.node().apiPort();
            try (Socket call = Tunnel.open(port)) {
                call.setSoTimeout(15_000);
                OutputStream out = call.getOutputStream();
                out.write(("POST /v1/subusers HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + node.node()
                        .firstToken().orElseThrow().reveal()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
                Future<?> drained = threads.submit(() -> node.node().drain(() -> false));
                await().until(() -> !listens(port));

                out.write(body.substring(1).getBytes(StandardCharsets.US_ASCII));

                assertThat(new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 201 ").contains("\"label\":\"last\"");
                drained.get();
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = Tunnel.open(port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void told_to_stop_under_load_it_leaves_no_request_that_was_sent_without_an_answer() throws Exception {
        int drains = Endurance.of(10, 1);
        int served = 0;
        int sentElsewhere = 0;
        for (int i = 0; i < drains; i++) {
            try (ServedNode node = ServedNode.first(folder.resolve("node" + i), List.of(),
                    Map.of("TOLLGATE_DRAIN__MAX", "10s"))) {
                SubUser subUser = node.api().createSubUser("loaded");
                try (PlainClients clients = PlainClients.start(Endurance.of(200, 20), node::gatewayPort, subUser,
                        Duration.ofMillis(5))) {
                    await().until(() -> clients.served() > Endurance.of(2_000, 200));

                    node.process().signal("TERM");
                    assertThat(node.process().ended()).as("exit code").isZero();

                    clients.stop();
                    assertThat(clients.lost()).isEmpty();
                    // Who came in the last moment is told to go elsewhere: an answer too (G§20).
                    assertThat(clients.refused()).allMatch(answer -> answer.startsWith("HTTP/1.1 503 ")
                            && answer.endsWith(" maintenance"));
                    assertThat(clients.farewells()).isPositive();
                    served += clients.served();
                    sentElsewhere += clients.refused().size();
                }
                assertThat(node.troubles()).isEmpty();
            }
        }
        Figures.add("%d times SIGTERM under load: requests served; answered `maintenance`; lost".formatted(drains),
                "%d; %d; 0".formatted(served, sentElsewhere));
    }
}
