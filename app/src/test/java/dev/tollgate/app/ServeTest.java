package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// `serve` as a process of its own, from its first start to its last signal.
class ServeTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private record Ports(int gateway, int api, int admin) {}

    private RunningProcess serve(String name) throws IOException {
        return RunningProcess.start(Files.createDirectories(folder.resolve(name)), Map.of(
                "TOLLGATE_GATEWAY__ADDRESS", "127.0.0.1", "TOLLGATE_GATEWAY__PORT", "0", "TOLLGATE_API__PORT", "0",
                "TOLLGATE_ADMIN__PORT", "0", "TOLLGATE_TARGETS__ALLOW", "127.0.0.0/8", "TOLLGATE_ACCESS_LOG__PATH", "-",
                "TOLLGATE_DRAIN__MAX", "1h"), "serve", "--data-dir", folder.resolve("data").toString());
    }

    private static Ports listening(RunningProcess process) throws InterruptedException {
        Matcher line = process.awaitLine("^Tollgate \\S+ listens: gateway 127\\.0\\.0\\.1:(\\d+), "
                + "API http://127\\.0\\.0\\.1:(\\d+), admin http://127\\.0\\.0\\.1:(\\d+)$");
        return new Ports(Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)),
                Integer.parseInt(line.group(3)));
    }

    private static int readiness(Ports ports) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.admin() + "/readyz")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void a_node_survives_a_kill_drains_on_sigterm_hurries_on_a_second_and_ends_with_exit_code_0() throws Exception {
        String token;
        SubUser subUser;
        try (EchoTarget echo = EchoTarget.start()) {
            try (RunningProcess first = serve("first")) {
                token = first.awaitLine("^hel_live_[0-9A-Za-z]{64}$").group();
                first.awaitLine("^([2-9a-z]{5}-){3}[2-9a-z]{5}$");
                Ports ports = listening(first);
                assertThat(readiness(ports)).isEqualTo(200);
                try (ApiClient api = new ApiClient(ports.api(), token)) {
                    subUser = api.createSubUser("kept");
                }
                Attempt.of(Map.of("gateway.port", "0", "api.port", "0", "admin.port", "0"), "serve", "--data-dir",
                        folder.resolve("data").toString()).refusedInOneLine("another node");
                first.signal("KILL");
                assertThat(first.ended()).isEqualTo(128 + 9);
            }
            try (RunningProcess second = serve("second")) {
                Ports ports = listening(second);
                assertThat(second.lines()).as("no token is shown again").noneMatch(line -> line.contains("hel_live_"));
                assertThat(second.lines()).as("nor is a setup code").noneMatch(line -> line.contains("/v1/setup"));
                drainsAndHurries(second, ports, subUser, echo);
            }
            try (RunningProcess third = serve("third")) {
                Ports ports = listening(third);
                try (Tunnel tunnel = Tunnel.connect(ports.gateway(), subUser.residential(), subUser.password(),
                        echo.authority()).expectStatus(200)) {
                    third.signal("INT");
                    third.awaitLine("^Draining");
                    assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
                }
                assertThat(third.ended()).as("a drained node ends at once, %s", third.errors()).isZero();
                assertThat(third.lines()).as("the access log is whole").anyMatch(line -> line.startsWith("{")
                        && line.contains(subUser.id()) && line.endsWith("}"));
            }
        }
    }

    private static void drainsAndHurries(RunningProcess process, Ports ports, SubUser subUser, EchoTarget echo)
            throws Exception {
        try (Tunnel tunnel = Tunnel.connect(ports.gateway(), subUser.residential(), subUser.password(),
                echo.authority()).expectStatus(200);
                Socket early = Tunnel.open(ports.gateway())) {
            // Accepted for sure: what came after it was answered.
            Tunnel.connect(ports.gateway(), subUser.residential(), subUser.password(), echo.authority()).close();

            // The terminal went away, or somebody hopes for a reload: not a reason to go down.
            process.signal("HUP");
            process.signal("TERM");
            process.awaitLine("^Draining: .* at most 3600 s");

            await().until(() -> readiness(ports) == 503);
            assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
            try (Tunnel refused = Tunnel.over(early, subUser.residential(), subUser.password(), echo.authority())) {
                assertThat(refused.errorCode()).contains("maintenance");
            }
            assertThat(process.alive()).isTrue();

            process.signal("TERM");

            tunnel.awaitEnd();
            assertThat(process.ended()).as(process.errors()).isZero();
            assertThat(process.troubles()).isEmpty();
        }
    }

    @Test
    void a_start_that_fails_says_one_line_and_ends_with_exit_code_2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                RunningProcess process = RunningProcess.start(folder, Map.of("TOLLGATE_GATEWAY__PORT", "0",
                        "TOLLGATE_API__PORT", "0", "TOLLGATE_ADMIN__PORT", Integer.toString(taken.getLocalPort())),
                        "serve", "--data-dir", folder.resolve("data").toString())) {
            assertThat(process.ended()).isEqualTo(2);
            assertThat(process.ownErrors()).isEqualTo("tollgate: 127.0.0.1:" + taken.getLocalPort()
                    + " is taken by another program; stop it, or choose another port with admin.port"
                    + System.lineSeparator());
            assertThat(process.lines()).isEmpty();
        }
    }
}
