package dev.tollgate.bench.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

class LatenciesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 65, 1_000, 123_456, 1_000_000_000, 60_000_000_000L})
    void a_duration_is_kept_within_two_per_cent(long nanos) {
        var latencies = new Latencies();

        latencies.add(nanos);

        assertThat(latencies.micros(0.5) * 1_000).isCloseTo((double) nanos, withPercentage(2));
    }

    @Test
    void a_part_of_all_lies_at_or_below_its_percentile() {
        var latencies = new Latencies();
        for (int micros = 1; micros <= 100; micros++) {
            latencies.add(micros * 1_000L);
        }

        assertThat(latencies.micros(0.5)).isCloseTo(50, withPercentage(2));
        assertThat(latencies.micros(0.99)).isCloseTo(99, withPercentage(2));
    }

    @Test
    void of_nothing_there_is_none() {
        assertThat(new Latencies().micros(0.99)).isZero();
    }
}
