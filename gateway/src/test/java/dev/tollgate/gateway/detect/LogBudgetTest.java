package dev.tollgate.gateway.detect;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogBudgetTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final LogBudget budget = new LogBudget(3);

    @Test
    void so_many_lines_are_written_and_no_more() {
        // A monotonic clock may begin anywhere.
        long start = -5 * SECOND;

        assertThat(budget.take(start)).hasValue(0);
        assertThat(budget.take(start + 1)).hasValue(0);
        assertThat(budget.take(start + 2)).hasValue(0);

        assertThat(budget.take(start + 3)).isEmpty();
        assertThat(budget.take(start + SECOND - 1)).isEmpty();
    }

    @Test
    void the_next_line_tells_how_many_were_left_out() {
        for (int i = 0; i < 7; i++) {
            budget.take(0);
        }

        assertThat(budget.take(SECOND)).hasValue(4);
        assertThat(budget.take(SECOND)).hasValue(0);
    }

    @Test
    void no_second_holds_more_lines_wherever_it_begins() {
        long[] written = new long[100];
        int lines = 0;
        for (long now = 0; now < 5 * SECOND; now += SECOND / 10) {
            OptionalLong line = budget.take(now);
            if (line.isPresent()) {
                written[lines++] = now;
            }
        }

        assertThat(lines).isEqualTo(15);
        for (int i = 3; i < lines; i++) {
            assertThat(written[i] - written[i - 3]).isGreaterThanOrEqualTo(SECOND);
        }
    }
}
