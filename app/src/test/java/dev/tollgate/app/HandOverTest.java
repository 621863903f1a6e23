package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.endurance.Endurance;
import dev.tollgate.app.endurance.Figures;
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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A process that takes the place of a running one (ADR 0015).
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandOverTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LISTENS = "^Tollgate \\S+ listens: gateway 127\\.0\\.0\\.1:(\\d+), ";

    @TempDir
    static Path folder;

    private final EchoTarget echo = EchoTarget.start();
    private Ports ports;
    private RunningProcess running;
    private ApiClient api;
    private SubUser subUser;

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

    private static RunningProcess serve(String name, Ports ports) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("TOLLGATE_GATEWAY__ADDRESS", "127.0.0.1",
                "TOLLGATE_GATEWAY__PORT", Integer.toString(ports.gateway()), "TOLLGATE_API__PORT",
                Integer.toString(ports.api()), "TOLLGATE_ADMIN__PORT", Integer.toString(ports.admin()),
                "TOLLGATE_TARGETS__ALLOW", "127.0.0.0/8", "TOLLGATE_DRAIN__MAX", "20s"));
        return RunningProcess.start(Files.createDirectories(folder.resolve(name)), environment, "serve", "--data-dir",
                folder.resolve("data").toString(), "--take-over");
    }

    /// Where nobody runs, a take-over is a start.
    @BeforeAll
    void a_node_that_was_to_take_over() throws Exception {
        ports = Ports.free();
        running = serve("0", ports);
        String token = running.awaitLine("^hel_live_[0-9A-Za-z]{64}$").group();
        running.awaitLine(LISTENS);
        api = new ApiClient(ports.api(), token);
        subUser = api.createSubUser("carried");
    }

    @AfterAll
    void the_last_one_ends_in_order() throws Exception {
        api.close();
        try (RunningProcess last = running) {
            last.signal("TERM");
            assertThat(last.ended()).isZero();
        }
        echo.close();
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
        int handOvers = Endurance.of(10, 1);
        try (ConnectLoop loop = new ConnectLoop(Endurance.of(25, 2), Duration.ofMillis(50), ports.gateway(), subUser,
                echo.authority());
                PlainClients clients = PlainClients.start(Endurance.of(20, 5), ports::gateway, subUser,
                        Duration.ofMillis(20))) {
            long began = System.nanoTime();
            for (int i = 1; i <= handOvers; i++) {
                handOver(i);
            }
            int before = loop.good.get();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            await().until(() -> loop.good.get() > before + 20);
            loop.stop();
            clients.stop();

            assertThat(loop.bad).isEmpty();
            assertThat(clients.lost()).isEmpty();
            assertThat(clients.refused()).isEmpty();
            assertThat(clients.unreachable()).isZero();
            Figures.add("%d hand-overs: connects (a second); refused or reset; plain requests; lost".formatted(
                    handOvers),
                    "%d (%d); 0; %d; 0".formatted(loop.good.get(), before * 1_000L / took.toMillis(),
                            clients.served()));
        }
    }

    private void handOver(int number) throws Exception {
        List<String> alreadySaid = running.troubles();
        try (RunningProcess before = running;
                Tunnel tunnel = Tunnel.connect(ports.gateway(), subUser.residential(), subUser.password(),
                        echo.authority()).expectStatus(200)) {
            running = serve(Integer.toString(number), ports);
            running.awaitLine(LISTENS);
            before.awaitLine("^Handed over\\. Draining");

            assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
            SubUser made = api.createSubUser("made" + number);
            Tunnel.connect(ports.gateway(), made.residential(), made.password(), echo.authority()).expectStatus(200)
                    .close();
            assertThat(readiness()).isEqualTo(200);
            anotherNodeIsRefused();

            tunnel.socket().close();
            assertThat(before.ended()).as(before.errors()).isZero();
            assertThat(before.troubles()).isEqualTo(alreadySaid);
        }
    }

    private int readiness() throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.admin() + "/readyz")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void anotherNodeIsRefused() {
        Attempt.of(Map.of("gateway.port", "0", "api.port", "0", "admin.port", "0"), "serve", "--data-dir",
                folder.resolve("data").toString()).refusedInOneLine("another node");
    }

    @Test
    void a_take_over_that_fails_changes_nothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                RunningProcess failing = serve("failing", new Ports(ports.gateway(), ports.api(),
                        taken.getLocalPort()))) {
            assertThat(failing.ended()).isEqualTo(2);
            assertThat(failing.errors()).contains("is taken by another program");
        }

        try (Socket still = Tunnel.open(ports.gateway())) {
            assertThat(still.isConnected()).isTrue();
        }
        await().until(() -> readiness() == 200);
        anotherNodeIsRefused();
    }
}
