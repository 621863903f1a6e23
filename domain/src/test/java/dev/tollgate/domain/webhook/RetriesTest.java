package dev.tollgate.domain.webhook;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetriesTest {

    @Test
    void a_delivery_is_tried_four_times_within_a_day() {
        assertThat(Retries.after(1)).contains(Duration.ofMinutes(5));
        assertThat(Retries.after(2)).contains(Duration.ofHours(2));
        assertThat(Retries.after(3)).contains(Duration.ofHours(22));
        assertThat(Retries.after(4)).isEmpty();
        assertThat(Retries.after(5)).isEmpty();
    }
}
