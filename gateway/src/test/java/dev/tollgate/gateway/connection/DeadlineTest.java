package dev.tollgate.gateway.connection;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// One deadline after another, over one timer where that can be.
final class DeadlineTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Deadline deadline = new Deadline(channel.eventLoop());
    private final List<String> late = new ArrayList<>();

    @BeforeEach
    void time_stands_still() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void set(int seconds, String name) {
        deadline.set(Duration.ofSeconds(seconds), () -> late.add(name));
    }

    private List<String> lateAfter(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        return late;
    }

    private boolean hasTimer() {
        return channel.runScheduledPendingTasks() >= 0;
    }

    @Test
    void what_is_not_done_in_time_is_late_once() {
        set(10, "first");

        assertThat(lateAfter(9)).isEmpty();
        assertThat(lateAfter(1)).containsExactly("first");
        assertThat(lateAfter(1_000)).containsExactly("first");
        assertThat(hasTimer()).isFalse();
    }

    @Test
    void a_later_deadline_takes_the_place_of_an_earlier_one() {
        set(10, "first");
        lateAfter(5);
        set(10, "second");

        assertThat(lateAfter(9)).isEmpty();
        assertThat(lateAfter(1)).containsExactly("second");
    }

    @Test
    void an_earlier_deadline_takes_the_place_of_a_later_one() {
        set(60, "first");
        set(10, "second");

        assertThat(lateAfter(10)).containsExactly("second");
        assertThat(lateAfter(50)).containsExactly("second");
    }

    @Test
    void a_deadline_that_is_cleared_is_never_late_and_another_may_follow() {
        set(10, "first");
        deadline.clear();
        assertThat(lateAfter(5)).isEmpty();
        set(60, "second");

        assertThat(lateAfter(59)).isEmpty();
        assertThat(lateAfter(1)).containsExactly("second");
    }

    @Test
    void who_is_late_may_set_another() {
        deadline.set(Duration.ofSeconds(10), () -> set(10, "second"));

        lateAfter(10);
        assertThat(lateAfter(10)).containsExactly("second");
    }

    @Test
    void a_hundred_deadlines_that_are_met_leave_one_timer_which_goes_off_in_vain() {
        for (int i = 0; i < 100; i++) {
            set(60, "of request " + i);
            lateAfter(1);
        }
        deadline.clear();

        lateAfter(60);

        assertThat(late).isEmpty();
        assertThat(hasTimer()).isFalse();
    }

    @Test
    void a_connection_that_ends_leaves_no_timer() {
        set(10, "first");

        deadline.end();

        assertThat(hasTimer()).isFalse();
        assertThat(lateAfter(10)).isEmpty();
    }
}
