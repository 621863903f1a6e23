package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// From a token of the sandbox to a request that leaves the node nowhere, as docs/guide/sandbox.md tells it.
class SandboxTest {
    @TempDir
    Path folder;

    private static String get(RunningNode node, SubUser subUser, String url) throws IOException {
        String credentials = Base64.getEncoder().encodeToString(
                (subUser.residential() + ":" + subUser.password()).getBytes(StandardCharsets.UTF_8));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.gatewayPort())) {
            socket.getOutputStream().write(("GET " + url + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Proxy-Authorization: Basic " + credentials + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ApiClient sandbox(RunningNode node) {
        return new ApiClient(node.node().apiPort(), node.api().post("/tokens",
                "{\"name\":\"trials\",\"environment\":\"test\",\"scopes\":[\"*\"]}").expect(201).body().get("token")
                .asString());
    }

    @Test
    void what_is_made_with_a_token_of_the_sandbox_leaves_the_node_nowhere() throws Exception {
        Path log = folder.resolve("access.json");
        try (RunningNode node = RunningNode.start(Map.of("access_log.path", log.toString()));
                ApiClient sandbox = sandbox(node)) {
            SubUser subUser = sandbox.createSubUser("trial");

            String echoed = get(node, subUser, "http://shop.example/");
            String refused = get(node, subUser, "http://concurrent-limit.sandbox.invalid/");

            assertThat(echoed).startsWith("HTTP/1.1 200 OK\r\n").endsWith("{\"method\":\"GET\",\"host\":"
                    + "\"shop.example\",\"username\":{\"name\":\"" + subUser.name() + "\",\"type\":\"res\","
                    + "\"region\":\"us\",\"state\":null,\"city\":null,\"asn\":null,\"session\":null,"
                    + "\"sesstime\":null}}\n");
            assertThat(refused).startsWith("HTTP/1.1 429 Too Many Requests\r\n").contains(
                    "\r\nX-Helodata-Error-Code: concurrent-limit\r\n", "\r\nX-Helodata-Limit: 10000\r\n",
                    "\r\nRetry-After: 1\r\n");
            assertThat(node.api().get("/subusers/" + subUser.id()).status()).isEqualTo(404);
            await().until(() -> Files.exists(log) && Files.readAllLines(log).size() == 2);
            assertThat(Files.readAllLines(log)).allMatch(line -> line.contains("\"environment\":\"test\""));
            try (HttpClient client = HttpClient.newHttpClient()) {
                String metrics = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + node.node().adminPort() + "/metrics")).build(), BodyHandlers.ofString()).body();
                assertThat(metrics.lines().filter(line -> line.startsWith("tollgate_exchanges_total")))
                        .containsExactlyInAnyOrder(
                                "tollgate_exchanges_total{code=\"ok\",product=\"test\",protocol=\"http\"} 1.0",
                                "tollgate_exchanges_total{code=\"concurrent-limit\",product=\"test\",protocol=\"http\"} 1.0");
                assertThat(metrics.lines().filter(line -> line.startsWith("tollgate_exchange_answer_seconds_count")))
                        .allMatch(line -> line.endsWith(" 0") || line.endsWith(" 0.0"));
            }
        }
    }

    @Test
    void each_environment_has_its_own_sub_users_at_the_gateway() throws IOException {
        try (RunningNode node = RunningNode.start(); ApiClient sandbox = sandbox(node)) {
            SubUser test = sandbox.createSubUser("same");
            SubUser live = node.api().createSubUser("same");

            assertThat(get(node, test, "http://rps-limit.sandbox.invalid/")).contains("Error-Code: rps-limit");
            try (Tunnel real = Tunnel.connect(node.gatewayPort(), live.residential(), live.password(),
                    node.echo().authority()).expectStatus(200)) {
                assertThat(real.echoed("hi".getBytes(StandardCharsets.UTF_8))).isEqualTo("hi");
            }
            try (Tunnel echo = Tunnel.connect(node.gatewayPort(), test.residential(), test.password(),
                    node.echo().authority()).expectStatus(200)) {
                assertThat(echo.echoed("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8)))
                        .startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
    }
}
