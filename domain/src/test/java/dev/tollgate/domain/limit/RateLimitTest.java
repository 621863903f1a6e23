package dev.tollgate.domain.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    // Near the overflow of the monotonic clock, whose origin is arbitrary.
    private static final long START = Long.MAX_VALUE - SECOND / 2;

    private final RateLimit limit = new RateLimit(START);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 333, 999, 4_567, 7_000, 9_999, 10_000})
    void a_burst_is_the_bucket_and_no_unit_more(int perSecond) {
        assertThat(taken(perSecond, START, perSecond + 10)).isEqualTo(perSecond);
        assertThat(limit.inUse(perSecond, START)).isEqualTo(perSecond);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 999, 7_000, 10_000})
    void in_steady_state_the_rate_holds_within_two_percent(int perSecond) {
        taken(perSecond, START, perSecond);
        int seconds = Math.max(2, 100 / perSecond);
        long step = SECOND / perSecond / 2;

        int granted = 0;
        for (long at = step; at <= seconds * SECOND; at += step) {
            granted += limit.tryTake(perSecond, START + at) ? 1 : 0;
        }

        assertThat((double) granted / seconds).isCloseTo(perSecond, within(perSecond * 0.02));
    }

    @Test
    void half_the_rate_is_never_refused() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.tryTake(100, START + i * (SECOND / 50))).isTrue();
        }
    }

    @Test
    void an_idle_bucket_holds_its_size_however_long_it_was_idle() {
        assertThat(taken(10, START + 1_000 * DAY, 100)).isEqualTo(10);
    }

    @Test
    void a_lowered_rate_holds_for_the_next_request() {
        assertThat(taken(1_000, START, 10)).isEqualTo(10);
        assertThat(taken(5, START, 10)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 10_000})
    void a_bucket_emptied_at_another_rate_grants_again_within_a_second(int perSecond) {
        taken(10_000, START, 10_000);
        taken(1, START, 1);

        assertThat(limit.tryTake(perSecond, START)).isFalse();
        assertThat(limit.tryTake(perSecond, START + SECOND)).isTrue();
    }

    @Test
    void an_interval_cut_short_does_not_lock_out_for_the_old_one() {
        long perMinute = TimeUnit.MINUTES.toNanos(1) / 60;
        assertThat(limit.tryTake(DAY, 1, START)).isTrue();

        assertThat(limit.tryTake(perMinute, 60, START)).isFalse();
        assertThat(limit.tryTake(perMinute, 60, START + perMinute)).isTrue();
    }

    @Test
    void it_tells_when_the_next_unit_comes() {
        assertThat(limit.nanosUntilUnit(SECOND, 2, START)).isZero();
        limit.tryTake(SECOND, 2, START);
        assertThat(limit.nanosUntilUnit(SECOND, 2, START)).isZero();
        limit.tryTake(SECOND, 2, START);
        assertThat(limit.nanosUntilUnit(SECOND, 2, START + SECOND / 4)).isEqualTo(SECOND * 3 / 4);
        assertThat(limit.nanosUntilUnit(SECOND, 2, START + 3 * SECOND)).isZero();
    }

    @Test
    void units_in_use_flow_back() {
        taken(10, START, 7);

        assertThat(limit.inUse(10, START)).isEqualTo(7);
        assertThat(limit.inUse(10, START + SECOND / 2)).isEqualTo(2);
        assertThat(limit.inUse(10, START + SECOND)).isZero();
    }

    @Test
    void a_unit_given_back_can_be_taken_again() {
        AtomicLongArray buckets = new AtomicLongArray(new long[]{START, START});
        long interval = RateLimit.interval(1);
        assertThat(RateLimit.tryTake(buckets, 1, interval, 1, START)).isTrue();
        assertThat(RateLimit.tryTake(buckets, 1, interval, 1, START)).isFalse();

        RateLimit.giveBack(buckets, 1, interval);

        assertThat(RateLimit.tryTake(buckets, 1, interval, 1, START)).isTrue();
        assertThat(buckets.get(0)).as("the bucket beside it").isEqualTo(START);
    }

    @Test
    void takers_at_once_get_no_more_than_one_alone() {
        long granted = IntStream.range(0, 20_000).parallel().filter(i -> limit.tryTake(5_000, START)).count();

        assertThat(granted).isEqualTo(5_000);
    }

    private int taken(int perSecond, long at, int attempts) {
        int granted = 0;
        for (int i = 0; i < attempts; i++) {
            granted += limit.tryTake(perSecond, at) ? 1 : 0;
        }
        return granted;
    }
}
