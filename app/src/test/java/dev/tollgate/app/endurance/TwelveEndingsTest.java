package dev.tollgate.app.endurance;

import dev.tollgate.app.journey.Wire;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Connections that end in twelve ways leave nothing behind.
class TwelveEndingsTest {
    /// Longer than a connection to a target waits for its next request, and a name server for its answer.
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final int WAVE = Endurance.of(330, 132);
    /// At the start, so that what a node opens once is open; at the end, so that leaks show.
    private static final int SMALL_WAVE = 44;
    private static final int CONNECTIONS = Endurance.of(10_000, 600);
    /// What the allocator may keep beyond the first wave: chunks, not buffers.
    private static final long CHUNKS = 32L << 20;

    private static final int DRAINS = Endurance.of(2, 1);

    private final AtomicInteger turns = new AtomicInteger();

    @Test
    void connections_that_end_in_all_ways_leave_no_slot_channel_pipe_buffer_or_descriptor() throws Exception {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        try (Scene scene = Scene.open(); Scene hasty = Scene.hasty()) {
            wave(scene, hasty, SMALL_WAVE);
            OpenFiles before = OpenFiles.ofThisProcess();
            long memory = Leftovers.directMemory();

            int made = 0;
            while (made < CONNECTIONS) {
                made += wave(scene, hasty, WAVE);
            }

            await().atMost(SETTLED).untilAsserted(
                    () -> assertThat(OpenFiles.ofThisProcess().above(before)).as("open above the start").isEmpty());
            assertThat(Leftovers.directMemory() - memory).as("direct memory above the start").isLessThan(CHUNKS);
            noLeak(scene, hasty);
            Figures.add("connections that ended in " + Way.all().size() + " ways", Integer.toString(made));
            Figures.add("open files afterwards, at the start",
                    OpenFiles.ofThisProcess().count() + ", " + before.count());
            Figures.add("direct memory afterwards, after the first wave, KiB",
                    Leftovers.directMemory() / 1024 + ", " + memory / 1024);
        }
    }

    @Test
    void a_drain_ends_whatever_is_open_and_leaves_nothing() throws Exception {
        drained(SMALL_WAVE);
        OpenFiles before = OpenFiles.ofThisProcess();

        for (int i = 0; i < DRAINS; i++) {
            drained(WAVE);
        }

        await().atMost(SETTLED).untilAsserted(
                () -> assertThat(OpenFiles.ofThisProcess().above(before)).as("open above the start").isEmpty());
        Figures.add("connections that ended with a drain", Integer.toString(DRAINS * WAVE));
    }

    /// A node with tunnels, downloads and half handshakes goes down.
    private static void drained(int connections) throws Exception {
        Map<Integer, ClientLine> open = new ConcurrentHashMap<>();
        try (Scene scene = Scene.open(Map.of("drain.max", "1s"))) {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int turn = i;
                clients.add(() -> {
                    open.put(turn, begun(scene, turn));
                    return 1;
                });
            }
            Crowd.run(clients);

            scene.node().node().drain(() -> false);

            List<Callable<Long>> ends = new ArrayList<>();
            open.forEach((turn, line) -> ends.add(() -> ended(turn, line)));
            Crowd.run(ends);
            settle(scene);
            assertThat(scene.troubles()).as("logged").isEmpty();
        } finally {
            for (ClientLine line : open.values()) {
                line.close();
            }
        }
    }

    private static long ended(int turn, ClientLine line) throws IOException {
        try {
            return line.awaitEnd();
        } catch (IOException e) {
            throw new IOException("turn " + turn, e);
        }
    }

    private static ClientLine begun(Scene scene, int turn) throws IOException {
        if (turn % 5 == 4) {
            ClientLine line = scene.open(turn);
            line.send(Wire.get(scene.plain().url("/endless"), scene.credentials()));
            line.head();
            return line;
        }
        if (turn % 5 == 3) {
            ClientLine line = scene.open(turn);
            line.send("CONNECT 127.0.0.1:1 HT");
            return line;
        }
        ClientLine tunnel = scene.tunnel(turn, scene.echoPort());
        tunnel.echo("going on");
        return tunnel;
    }

    /// Lives through all ways at once, and waits until nothing of them is left.
    private int wave(Scene scene, Scene hasty, int size) throws InterruptedException {
        List<Way> ways = Way.all();
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Way way = ways.get(i % ways.size());
            int turn = turns.getAndIncrement() / ways.size();
            clients.add(() -> live(way, way.hasty() ? hasty : scene, turn));
        }
        int made = Crowd.run(clients).stream().mapToInt(Integer::intValue).sum();
        settle(scene);
        settle(hasty);
        return made;
    }

    private static int live(Way way, Scene scene, int turn) throws IOException {
        try {
            return way.act().live(scene, turn);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new IOException(way.name() + ", turn " + turn + ": " + e, e);
        }
    }

    private static void settle(Scene scene) {
        await().atMost(SETTLED).untilAsserted(
                () -> assertThat(Leftovers.of(scene.node().node())).isEqualTo(Leftovers.NONE));
    }

    /// A leak shows when the garbage collector has found the buffer and the detector is asked for another.
    private void noLeak(Scene scene, Scene hasty) throws InterruptedException {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return garbage.refersTo(null);
        });
        wave(scene, hasty, SMALL_WAVE);
        ByteBufAllocator.DEFAULT.directBuffer().release();
        assertThat(scene.troubles()).as("logged").isEmpty();
    }
}
