package dev.tollgate.gateway.watch;

import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LoopWatchdogTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    private final List<String> lines = new ArrayList<>();
    private final ByHand loop = new ByHand();
    private final LoopWatchdog watchdog = new LoopWatchdog(List.of(loop), nanos::get,
            (level, line) -> lines.add(line));

    /// A loop that gets to its tasks when it is told to.
    private static final class ByHand implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void runAll() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }
    }

    private void look(int afterMillis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(afterMillis));
        watchdog.look();
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            look(25);
        }
    }

    /// Named, so that it is found in the stack.
    private static void holdsTheLoop(CountDownLatch until) {
        try {
            assertThat(until.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_task_that_blocks_its_loop_is_seen_with_its_stack_while_it_does() {
        EventLoopGroup group = Transport.best().newGroup(1);
        CountDownLatch release = new CountDownLatch(1);
        try (LoopWatchdog real = LoopWatchdog.start(List.of(group.next()))) {
            group.execute(() -> holdsTheLoop(release));
            await().atMost(DEADLINE).until(() -> real.longestStall(0).toMillis() >= 300);
            release.countDown();

            assertThat(real.longestStall()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(real.stalls()).isEqualTo(1);
            assertThat(real.latestStall()).hasValueSatisfying(stall -> {
                assertThat(stall.doing()).anyMatch(frame -> frame.getMethodName().equals("holdsTheLoop"));
                assertThat(stall.lasted()).isBetween(LoopWatchdog.STALL, Duration.ofSeconds(10));
            });
        } finally {
            release.countDown();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void a_loop_that_gets_to_its_tasks_in_time_is_no_stall() {
        for (int i = 0; i < 100; i++) {
            look(25);
            look(25);
            loop.runAll();
        }

        assertThat(watchdog.stalls()).isZero();
        assertThat(watchdog.longestStall()).isEqualTo(Duration.ofMillis(25));
        assertThat(lines).isEmpty();
    }

    @Test
    void a_stall_is_counted_and_told_once_however_long_it_is() {
        loop.execute(() -> {});
        looks(20);
        loop.runAll();
        looks(1);

        assertThat(watchdog.stalls()).isEqualTo(1);
        assertThat(watchdog.longestStall()).isEqualTo(Duration.ofMillis(475));
        assertThat(lines).singleElement().asString().contains("busy for 125 ms");
    }

    @Test
    void a_pause_of_the_whole_process_is_held_against_no_loop() {
        look(25);
        look(400);
        loop.runAll();
        looks(2);

        assertThat(watchdog.pauses()).isEqualTo(1);
        assertThat(watchdog.longestPause()).isEqualTo(Duration.ofMillis(375));
        assertThat(watchdog.stalls()).isZero();
        assertThat(lines).containsExactly("The whole process paused for 375 ms (garbage collection, or the machine gave"
                + " it no time)");
    }

    @Test
    void a_loop_that_stalls_over_and_over_writes_one_line_in_ten_seconds() {
        for (int i = 0; i < 67; i++) {
            looks(6);
            loop.runAll();
        }
        assertThat(watchdog.stalls()).isEqualTo(67);
        assertThat(lines).hasSize(1);

        looks(6);

        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).startsWith("(66 such lines were left out) ");
    }
}
