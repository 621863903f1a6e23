package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.journey.Wire;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Ordinary clients beside many that are slow or say nothing.
class SlowClientsTest {
    private static final int SLOW = Endurance.of(2_000, 200);
    private static final int ORDINARY = Endurance.of(3_000, 100);
    private static final int A_SECOND = 50;
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final InetAddress ONE_SOURCE = InetAddress.ofLiteral("127.0.2.1");
    /// The short form runs beside compilers and other tests.
    private static final Duration P99 = Duration.ofMillis(Endurance.of(50, 5_000));
    private static final List<String> OPTIONS = List.of("-Xms128m", "-Xmx128m");
    private static final List<String> QUICK = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /// What one of them begins with; afterwards it sends `x` after `x`, or nothing more.
    private enum Slowness {
        SILENT(""),
        HALF_A_HEAD("GET http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "),
        HALF_A_CLIENT_HELLO("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
        HALF_A_LOGIN("\u0005\u0001\u0002\u0001@");

        private final String begin;

        Slowness(String begin) {
            this.begin = begin;
        }
    }

    @TempDir
    Path folder;

    @Test
    void ordinary_requests_are_served_in_time_beside_slow_clients_of_many_sources() throws Exception {
        served("many sources", ClientLine::source, InetAddress.ofLiteral("127.0.3.1"));
    }

    @Test
    void ordinary_requests_are_served_in_time_beside_slow_clients_of_their_own_source() throws Exception {
        served("one source", turn -> ONE_SOURCE, ONE_SOURCE);
    }

    private void served(String what, IntFunction<InetAddress> slowSource, InetAddress ordinarySource)
            throws Exception {
        try (ServedNode node = ServedNode.first(folder, Endurance.FULL ? OPTIONS : QUICK, Map.of());
                JourneyTarget target = JourneyTarget.plain()) {
            SubUser subUser = node.api().createSubUser("ordinary");
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(SLOW);
            List<Callable<List<Long>>> clients = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                int turn = i;
                clients.add(() -> slow(node, slowSource.apply(turn), turn, begun, over));
            }
            clients.add(() -> {
                begun.await();
                try {
                    return ordinary(node, subUser, target, ordinarySource);
                } finally {
                    over.set(true);
                }
            });

            Latencies latencies = Latencies.of(Crowd.run(clients).stream().flatMap(List::stream).toList());

            await().untilAsserted(() -> assertThat(node.open()).as("left open").isZero());
            Figures.add(SLOW + " slow clients of " + what + ": p50, p99 and longest of " + latencies.count()
                    + " ordinary requests, ms", millis(latencies.share(0.5)) + ", " + millis(latencies.share(0.99))
                            + ", " + millis(latencies.share(1)));
            Stalls.judge(node, SLOW + " slow clients of " + what);
            assertThat(latencies.count()).isEqualTo(ORDINARY);
            assertThat(latencies.share(0.99)).isLessThan(P99);
            assertThat(node.troubles()).isEmpty();
        }
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
    }

    /// Comes again whenever it is turned out.
    private static List<Long> slow(ServedNode node, InetAddress source, int turn, CountDownLatch begun,
            AtomicBoolean over) throws IOException {
        Slowness slowness = Slowness.values()[turn % Slowness.values().length];
        Pace pace = Pace.every(BEAT);
        do {
            try (ClientLine line = ClientLine.open(node.gatewayPort(), source)) {
                line.send(slowness.begin);
                begun.countDown();
                while (!over.get()) {
                    pace.await();
                    line.send(slowness == Slowness.SILENT ? "" : "x");
                }
            } catch (IOException turnedOut) {
                begun.countDown();
                pace.await();
            }
        } while (!over.get());
        return List.of();
    }

    /// A request and a tunnel in turns, each on a connection of its own.
    private static List<Long> ordinary(ServedNode node, SubUser subUser, JourneyTarget target, InetAddress source)
            throws IOException {
        List<Long> nanos = new ArrayList<>();
        Pace pace = Pace.every(Duration.ofSeconds(1).dividedBy(A_SECOND));
        for (int i = 0; i < ORDINARY; i++) {
            pace.await();
            long began = System.nanoTime();
            try (ClientLine line = ClientLine.open(node.gatewayPort(), source)) {
                if (i % 2 == 0) {
                    line.send(Wire.get(target.url("/hello"), Wire.credentials(subUser.residential(),
                            subUser.password())));
                } else {
                    Doorway.CONNECT.tunnel(line, subUser, "127.0.0.1", target.port());
                    line.send("GET /hello HTTP/1.1\r\nHost: " + target.authority() + "\r\n\r\n");
                }
                String status = line.head().status();
                assertThat(status).startsWith("HTTP/1.1 200");
                nanos.add(System.nanoTime() - began);
            }
        }
        return nanos;
    }
}
