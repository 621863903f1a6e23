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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A process that takes the place of a running one (ADR 0015).
@EnabledOnOs(OS.LINUX)
class HandOverTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LISTENS = "^Tollgate \\S+ listens: gateway 127\\.0\\.0\\.1:(\\d+), ";

    @TempDir
    Path folder;

    private record Ports(int gateway, int api, int admin) {
        static Ports free() throws IOException {
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            try (ServerSocket one = new ServerSocket(0, 1, loopback);
                    ServerSocket two = new ServerSocket(0, 1, loopback);
                    ServerSocket three = new ServerSocket(0, 1, loopback)) {
                return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
            }
        }
    }

    private RunningProcess serve(String name, Ports ports, String... more) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("TOLLGATE_GATEWAY__ADDRESS", "127.0.0.1",
                "TOLLGATE_GATEWAY__PORT", Integer.toString(ports.gateway()), "TOLLGATE_API__PORT",
                Integer.toString(ports.api()), "TOLLGATE_ADMIN__PORT", Integer.toString(ports.admin()),
                "TOLLGATE_TARGETS__ALLOW", "127.0.0.0/8", "TOLLGATE_DRAIN__MAX", "20s"));
        String[] arguments = new String[3 + more.length];
        arguments[0] = "serve";
        arguments[1] = "--data-dir";
        arguments[2] = folder.resolve("data").toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return RunningProcess.start(Files.createDirectories(folder.resolve(name)), environment, arguments);
    }

    /// Connects, sends a CONNECT, and closes, over and over.
    private static final class ConnectLoop implements AutoCloseable {
        private final AtomicBoolean stopping = new AtomicBoolean();
        private final AtomicInteger good = new AtomicInteger();
        private final Queue<String> bad = new ConcurrentLinkedQueue<>();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        ConnectLoop(int workers, Duration pause, int port, SubUser subUser, String target) {
            for (int i = 0; i < workers; i++) {
                var _ = threads.submit(() -> {
                    while (!stopping.get()) {
                        long began = System.nanoTime();
                        try (Tunnel tunnel = Tunnel.connect(port, subUser.residential(), subUser.password(), target)) {
                            tunnel.expectStatus(200);
                            good.incrementAndGet();
                        } catch (IOException | AssertionError e) {
                            bad.add(e.toString());
                        }
                        LockSupport.parkNanos(pause.toNanos() - (System.nanoTime() - began));
                    }
                });
            }
        }

        /// Lets each worker end what it is at.
        void stop() {
            stopping.set(true);
            threads.close();
        }

        @Override
        public void close() {
            stop();
        }
    }

    @Test
    void nobody_is_turned_away_while_one_process_takes_the_place_of_another() throws Exception {
        Ports ports = Ports.free();
        int handOvers = Endurance.of(1, 10);
        RunningProcess running = serve("0", ports);
        try (EchoTarget echo = EchoTarget.start()) {
            String token = running.awaitLine("^hel_live_[0-9A-Za-z]{64}$").group();
            running.awaitLine(LISTENS);
            try (ApiClient api = new ApiClient(ports.api(), token)) {
                SubUser subUser = api.createSubUser("carried");
                try (ConnectLoop loop = new ConnectLoop(Endurance.of(2, 10), Duration.ofMillis(20), ports.gateway(),
                        subUser, echo.authority());
                        PlainClients clients = PlainClients.start(Endurance.of(5, 20), ports::gateway, subUser,
                                Duration.ofMillis(20))) {
                    for (int i = 1; i <= handOvers; i++) {
                        running = handOver(running, i, ports, subUser, echo, api);
                    }
                    int before = loop.good.get();
                    await().until(() -> loop.good.get() > before + 20);
                    loop.stop();
                    clients.stop();

                    assertThat(loop.bad).isEmpty();
                    assertThat(clients.lost()).isEmpty();
                    assertThat(clients.refused()).isZero();
                    assertThat(clients.unreachable()).isZero();
                    System.out.println("hand-overs: " + handOvers + ", connects: " + loop.good.get()
                            + ", refused or reset: 0, plain requests: " + clients.served() + ", lost: 0");
                }
            }
        } finally {
            running.close();
        }
    }

    private RunningProcess handOver(RunningProcess before, int number, Ports ports, SubUser subUser, EchoTarget echo,
            ApiClient api) throws Exception {
        try (before;
                Tunnel tunnel = Tunnel.connect(ports.gateway(), subUser.residential(), subUser.password(),
                        echo.authority()).expectStatus(200)) {
            RunningProcess after = serve(Integer.toString(number), ports, "--take-over");
            after.awaitLine(LISTENS);
            before.awaitLine("^Handed over\\. Draining");

            assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
            SubUser made = api.createSubUser("made" + number);
            Tunnel.connect(ports.gateway(), made.residential(), made.password(), echo.authority()).expectStatus(200)
                    .close();
            assertThat(readiness(ports)).isEqualTo(200);
            Attempt.of(Map.of("gateway.port", "0", "api.port", "0", "admin.port", "0"), "serve", "--data-dir",
                    folder.resolve("data").toString()).refusedInOneLine("another node");

            tunnel.socket().close();
            assertThat(before.ended()).as(before.errors()).isZero();
            assertThat(before.errors()).doesNotContain("Exception", "WARN", "ERROR");
            return after;
        }
    }

    private static int readiness(Ports ports) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.admin() + "/readyz")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void where_nobody_runs_a_take_over_is_a_start_and_a_failed_one_changes_nothing() throws Exception {
        Ports ports = Ports.free();
        try (RunningProcess first = serve("first", ports, "--take-over")) {
            first.awaitLine(LISTENS);
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                    RunningProcess second = serve("second", new Ports(ports.gateway(), ports.api(),
                            taken.getLocalPort()), "--take-over")) {
                assertThat(second.ended()).isEqualTo(2);
                assertThat(second.errors()).contains("is taken by another program");
            }

            try (Socket still = Tunnel.open(ports.gateway())) {
                assertThat(still.isConnected()).isTrue();
            }
            await().until(() -> readiness(ports) == 200);
            Attempt.of(Map.of("gateway.port", "0", "api.port", "0", "admin.port", "0"), "serve", "--data-dir",
                    folder.resolve("data").toString()).refusedInOneLine("another node");
            first.signal("TERM");
            assertThat(first.ended()).isZero();
        }
    }
}
