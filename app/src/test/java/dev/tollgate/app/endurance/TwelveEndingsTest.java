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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Connections that end in twelve ways leave nothing behind.
class TwelveEndingsTest {
    /// Longer than a connection to a target waits for its next request, and a name server for its answer.
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final int WAVE = Endurance.of(330, 220);
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
        try (Scene scene = Scene.open()) {
            wave(scene, SMALL_WAVE);
            settle(scene);
            OpenFiles before = OpenFiles.ofThisProcess();
            long memory = Leftovers.directMemory();

            int made = 0;
            while (made < CONNECTIONS) {
                made += wave(scene, WAVE);
                settle(scene);
            }

            await().atMost(SETTLED).untilAsserted(
                    () -> assertThat(OpenFiles.ofThisProcess().above(before)).as("open above the start").isEmpty());
            assertThat(Leftovers.directMemory() - memory).as("direct memory above the start").isLessThan(CHUNKS);
            noLeak(scene);
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
        List<ClientLine> open = new CopyOnWriteArrayList<>();
        try (Scene scene = Scene.open(Map.of("drain.max", "1s", "timeouts.tunnel_idle", "60s"))) {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int turn = i;
                clients.add(() -> {
                    open.add(begun(scene, turn));
                    return 1;
                });
            }
            Crowd.run(clients);

            scene.node().node().drain(() -> false);

            List<Callable<Long>> ends = new ArrayList<>();
            open.forEach(line -> ends.add(line::awaitEnd));
            Crowd.run(ends);
            settle(scene);
            assertThat(scene.troubles().lines()).as("logged").isEmpty();
        } finally {
            for (ClientLine line : open) {
                line.close();
            }
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

    private int wave(Scene scene, int size) throws InterruptedException {
        List<Way> ways = Way.all();
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Way way = ways.get(i % ways.size());
            int turn = turns.getAndIncrement() / ways.size();
            clients.add(() -> live(way, scene, turn));
        }
        return Crowd.run(clients).stream().mapToInt(Integer::intValue).sum();
    }

    private static int live(Way way, Scene scene, int turn) throws IOException {
        long began = System.nanoTime();
        try {
            int n= way.act().live(scene, turn);
            System.err.println("WAY "+way.name()+" "+turn+" "+(System.nanoTime()-began)/1000000);
            return n;
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new IOException(way.name() + ", turn " + turn + ": " + e, e);
        }
    }

    private static void settle(Scene scene) {
        await().atMost(SETTLED).untilAsserted(
                () -> assertThat(Leftovers.of(scene.node().node())).isEqualTo(Leftovers.NONE));
    }

    /// A leak shows when the garbage collector has found the buffer and the detector is asked for another.
    private void noLeak(Scene scene) throws InterruptedException {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return garbage.refersTo(null);
        });
        wave(scene, SMALL_WAVE);
        settle(scene);
        ByteBufAllocator.DEFAULT.directBuffer().release();
        assertThat(scene.troubles().lines()).as("logged").isEmpty();
    }
}
