package dev.tollgate.domain.limit;

import dev.tollgate.domain.limit.ApiRates.Standing;
import dev.tollgate.domain.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ApiRatesTest {

    private static final Instant NOW = Instant.parse("2026-06-02T23:59:30.500Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-06-03T00:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-06-02");
    private static final CallerId CALLER = new CallerId("tok_1");

    private final InMemoryApiUsage kept = new InMemoryApiUsage();
    private final ApiRates rates = new ApiRates(kept);

    private static Plan plan(int perMinute) {
        return new Plan("p", perMinute, OptionalLong.empty(), Map.of(), 1, false);
    }

    private static Plan plan(int perMinute, long perDay) {
        return new Plan("p", perMinute, OptionalLong.of(perDay), Map.of(), 1, false);
    }

    @Test
    void a_request_that_is_not_granted_is_not_counted() {
        rates.take(CALLER, plan(1, 2), NOW);

        Standing refused = rates.take(CALLER, plan(1, 2), NOW);

        assertThat(refused).isEqualTo(new Standing(false, 1, 0, MIDNIGHT));
        assertThat(rates.take(CALLER, plan(2, 2), NOW).granted()).isTrue();
    }

    @Test
    void of_two_windows_that_are_equally_near_the_one_that_lasts_is_shown() {
        Instant morning = Instant.parse("2026-06-02T08:00:00Z");

        assertThat(rates.take(CALLER, plan(5, 5), morning)).isEqualTo(new Standing(true, 5, 4, MIDNIGHT));
    }

    @Test
    void whoever_waits_as_told_is_granted_again() {
        rates.take(CALLER, plan(1), NOW);
        Duration wait = rates.take(CALLER, plan(1), NOW).retryAfter(NOW);

        assertThat(wait).isEqualTo(Duration.ofSeconds(30));
        assertThat(rates.take(CALLER, plan(1), NOW.plus(wait)).granted()).isTrue();
        assertThat(rates.take(CALLER, plan(1), MIDNIGHT.plusSeconds(59)).retryAfter(MIDNIGHT.plusMillis(59_999)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void looking_counts_nothing() {
        rates.standing(CALLER, plan(1), NOW);

        assertThat(rates.standing(CALLER, plan(1), NOW)).isEqualTo(new Standing(true, 1, 1, MIDNIGHT));
    }

    @Test
    void nothing_is_granted_twice_however_many_ask_at_once() {
        AtomicInteger granted = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                var _ = threads.submit(() -> {
                    if (rates.take(CALLER, plan(100), NOW).granted()) {
                        granted.incrementAndGet();
                    }
                });
            }
        }

        assertThat(granted).hasValue(100);
    }

    @Test
    void the_counts_of_a_day_are_written_once_and_carried_on() {
        rates.take(CALLER, plan(10, 5), NOW);
        rates.take(CALLER, plan(10, 5), NOW);
        rates.write(NOW);
        rates.write(NOW);

        assertThat(kept.requests(CALLER, DAY)).isEqualTo(2);
        assertThat(new ApiRates(kept).take(CALLER, plan(10, 5), NOW).remaining()).isEqualTo(2);
        assertThat(rates.take(CALLER, plan(10, 5), NOW).remaining()).isEqualTo(2);
    }

    @Test
    void what_other_nodes_counted_is_learnt_with_the_next_write() {
        ApiRates elsewhere = new ApiRates(kept);
        rates.take(CALLER, plan(10, 5), NOW);
        elsewhere.take(CALLER, plan(10, 5), NOW);
        elsewhere.take(CALLER, plan(10, 5), NOW);

        elsewhere.write(NOW);
        rates.write(NOW);

        assertThat(rates.standing(CALLER, plan(10, 5), NOW).remaining()).isEqualTo(2);
    }

    @Test
    void a_day_that_is_over_is_written_and_dropped() {
        rates.take(CALLER, plan(10, 5), NOW);

        assertThat(rates.take(CALLER, plan(10, 5), MIDNIGHT).remaining()).isEqualTo(4);
        rates.write(MIDNIGHT);

        assertThat(kept.requests(CALLER, DAY)).isEqualTo(1);
        assertThat(kept.requests(CALLER, DAY.plusDays(1))).isEqualTo(1);
        assertThat(rates.callers()).isEqualTo(1);
    }

    @Test
    void a_limit_that_a_plan_gets_in_the_middle_of_a_day_counts_from_its_beginning() {
        rates.take(CALLER, plan(10), NOW);

        assertThat(rates.take(CALLER, plan(10, 5), NOW).remaining()).isEqualTo(3);
    }
}
