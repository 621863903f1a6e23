package dev.tollgate.gateway.relay.splice;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.relay.Closing;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What is particular to splicing; what it has in common with every relay is in `SpliceRelayTest`.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class SpliceTunnelTest {
    private static final int MUCH = 32 << 20;
    private static final int PIPES = 4;
    private static final int ALLOWED = 256 * 1024;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void little_is_copied_and_much_is_spliced() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            Traffic.say(pair.client(), "hello");
            Traffic.hears(pair.target(), "hello");
            assertThat(sockets.relay().splicedBytes()).isZero();

            passes(pair.client(), pair.target(), MUCH);

            // How much depends on whether the sender keeps ahead.
            assertThat(sockets.relay().splicedBytes()).isPositive();
            await().untilAsserted(() -> assertThat(sockets.relay().pipesInUse()).isZero());
            long before = sockets.relay().splicedBytes();
            for (int i = 0; i < 20; i++) {
                Traffic.say(pair.client(), "little once more");
                Traffic.hears(pair.target(), "little once more");
            }
            // The first of these may have found the direction still in its upper gear.
            assertThat(sockets.relay().splicedBytes() - before).isLessThanOrEqualTo(16);
            pair.client().close();
            pair.target().close();
            assertThat(pair.closing()).isEqualTo(new Closing(Ending.COMPLETE, MUCH + 5 + 20 * 16, 0));
        }
    }

    @Test
    void no_more_than_allowed_stands_in_a_pipe_whose_reader_is_slow() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            Stall stall = stall(pair).until(() -> sockets.relay().pipesInUse() == 1);

            assertThat(pair.held()).isPositive().isLessThanOrEqualTo(ALLOWED);

            stall.ends();
            assertThat(pair.count().in()).isEqualTo(Stall.SIZE);
        }
    }

    @Test
    void who_finds_no_pipe_copies() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(1)) {
            SplicedSockets.Pair slow = sockets.tunnel();
            Stall stall = stall(slow).until(() -> sockets.relay().pipesInUse() == 1);
            long before = sockets.relay().splicedBytes();

            SplicedSockets.Pair quick = sockets.tunnel();
            passes(quick.client(), quick.target(), MUCH);

            assertThat(sockets.relay().splicedBytes()).isEqualTo(before);
            stall.ends();
        }
    }

    @Test
    void thousands_of_tunnels_share_few_pipes() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            List<SplicedSockets.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                pairs.add(sockets.tunnel());
            }
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                SplicedSockets.Pair pair = pairs.get(i);
                int size = i % 50 == 0 ? 1 << 20 : 1 + i;
                all.add(run(() -> {
                    passes(pair.client(), pair.target(), size);
                    passes(pair.target(), pair.client(), size);
                    return pair.count().in() == size;
                }));
            }

            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
            assertThat(sockets.relay().tunnels()).isEqualTo(2_000);
            assertThat(sockets.relay().splicedBytes()).isPositive();
            await().untilAsserted(() -> assertThat(sockets.relay().pipesInUse()).isZero());
            assertThat(sockets.relay().pipesPooled()).isLessThanOrEqualTo(PIPES);
            assertThat(pairs).allSatisfy(pair -> assertThat(pair.held()).isZero());
        }
    }

    /// An edge tells of both at once, the read that gets the bytes comes out short, and no other edge follows.
    @Test
    void an_end_that_comes_together_with_the_last_bytes_is_seen() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            CountDownLatch said = new CountDownLatch(1);
            Future<?> busy = run(() -> {
                sockets.onLoop(() -> awaits(said));
                return "";
            });

            Traffic.say(pair.client(), "last words");
            pair.client().shutdownOutput();
            said.countDown();

            assertThat(pair.target().getInputStream().readAllBytes()).hasSize(10);
            assertThat(busy.get()).isEqualTo("");
            Traffic.say(pair.target(), "and an answer");
            Traffic.hears(pair.client(), "and an answer");
        }
    }

    @Test
    void both_ends_are_passed_on_behind_what_both_pipes_hold() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            Future<Long> up = run(() -> sendAll(pair.client(), MUCH, 1));
            Future<Long> down = run(() -> sendAll(pair.target(), MUCH + 1, 2));

            Future<Long> heard = run(() -> Traffic.receive(pair.client(), MUCH + 1));
            assertThat(Traffic.receive(pair.target(), MUCH)).isEqualTo(up.get());
            assertThat(heard.get()).isEqualTo(down.get());

            assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
            assertThat(pair.target().getInputStream().read()).isEqualTo(-1);
            assertThat(pair.closing()).isEqualTo(new Closing(Ending.COMPLETE, MUCH, MUCH + 1));
        }
    }

    @Test
    void urgent_data_stops_nothing() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            Future<?> sending = run(() -> {
                for (int i = 0; i < 8; i++) {
                    pair.client().getOutputStream().write(new byte[1 << 20]);
                    pair.client().sendUrgentData('!');
                    Traffic.say(pair.client(), "behind it");
                }
                pair.client().shutdownOutput();
                return "";
            });

            // The urgent bytes themselves are left out, or, where one overtook another, are ordinary ones.
            assertThat(pair.target().getInputStream().readAllBytes().length).isBetween(8 * ((1 << 20) + 9), 8
                    * ((1 << 20)
                            + 10));
            assertThat(sending.get()).isEqualTo("");
        }
    }

    /// A splice stops in front of an urgent byte as it does at the end of the stream, if the end has come already.
    @Test
    void urgent_data_in_front_of_the_end_is_not_taken_for_the_end() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            for (int i = 0; i < 5; i++) {
                SplicedSockets.Pair pair = sockets.tunnelBehind(client -> {
                    client.getOutputStream().write(new byte[3 * Gear.FULL]);
                    client.sendUrgentData('!');
                    Traffic.say(client, "behind it");
                    client.shutdownOutput();
                });

                assertThat(pair.target().getInputStream().readAllBytes()).hasSize(3 * Gear.FULL + 9);
            }
        }
    }

    @Test
    void what_flows_still_arrives_when_memory_is_short() throws Exception {
        BufferBudget scarce = new BufferBudget(1_000);
        try (SplicedSockets sockets = new SplicedSockets(0, scarce)) {
            SplicedSockets.Pair pair = sockets.narrowTunnel();

            passes(pair.client(), pair.target(), MUCH / 8);
            passes(pair.target(), pair.client(), MUCH / 8);
        }
    }

    @Test
    void a_cut_drops_what_stands_in_the_pipe_and_counts_what_was_taken() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            stall(pair).until(() -> sockets.relay().pipesInUse() == 1);
            long read = pair.count().in();

            pair.tunnel().cut(Ending.ACCESS_WITHDRAWN);

            assertThat(pair.closing()).isEqualTo(new Closing(Ending.ACCESS_WITHDRAWN, read, 0));
            assertThat(Traffic.broken(pair.target())).isTrue();
            await().untilAsserted(() -> assertThat(sockets.relay().pipesInUse() + sockets.relay().pipesPooled())
                    .isZero());
        }
    }

    @Test
    void targets_are_probed_once_a_tunnel_is_a_few_seconds_old() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            assertThat(pair.targetLeg().isKeepAlive()).isFalse();

            sockets.pass(Duration.ofSeconds(4));

            await().untilAsserted(() -> assertThat(pair.targetLeg().isKeepAlive()).isTrue());
        }
    }

    @Test
    void a_loop_that_goes_down_ends_its_tunnels() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            SplicedSockets.Pair idle = sockets.tunnel();
            SplicedSockets.Pair busy = sockets.tunnel();
            stall(busy).until(() -> sockets.relay().pipesInUse() == 1);

            sockets.stopLoop();

            assertThat(idle.closing().why()).isEqualTo(Ending.SHUTDOWN);
            assertThat(busy.closing().why()).isEqualTo(Ending.SHUTDOWN);
            assertThat(Traffic.broken(busy.target())).isTrue();
        }
    }

    @Test
    void a_tunnel_that_finds_no_memory_when_it_begins_fails_and_is_reported() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(PIPES)) {
            sockets.memory().runsOut();

            SplicedSockets.Pair pair = sockets.tunnel("early", "");

            assertThat(pair.closing()).isEqualTo(new Closing(Ending.FAILED, 5, 0));
            assertThat(Traffic.broken(pair.client())).isTrue();
        }
    }

    @Test
    void a_tunnel_that_finds_no_memory_for_what_it_has_read_fails_and_the_others_go_on() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(0)) {
            SplicedSockets.Pair other = sockets.tunnel();
            SplicedSockets.Pair pair = sockets.narrowTunnel();
            sockets.memory().runsOut();

            Future<?> sending = run(() -> Traffic.send(pair.client(), MUCH, new Random(1), 100_000));

            assertThat(pair.closing().why()).isEqualTo(Ending.FAILED);
            assertThat(sending).failsWithin(10, TimeUnit.SECONDS);
            Traffic.say(other.client(), "still here");
            Traffic.hears(other.target(), "still here");
        }
    }

    private Stall stall(SplicedSockets.Pair pair) {
        return new Stall(pair.client(), pair.target(), pair.count()::in, threads);
    }

    private void passes(Socket from, Socket to, int size) throws Exception {
        Future<Long> sending = run(() -> Traffic.send(from, size, new Random(size), 100_000));
        assertThat(Traffic.receive(to, size)).isEqualTo(sending.get());
    }

    private static long sendAll(Socket from, int size, long seed) throws Exception {
        long sum = Traffic.send(from, size, new Random(seed), 100_000);
        from.shutdownOutput();
        return sum;
    }

    private <T> Future<T> run(Callable<T> work) {
        return threads.submit(work);
    }

    private static void awaits(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
