package dev.tollgate.bench.report;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTest {
    @Test
    void the_median_of_an_odd_number_is_the_one_in_the_middle() {
        assertThat(Spread.of(List.of(30.0, 10.0, 20.0))).isEqualTo(new Spread(20, 10, 30));
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Spread.of(List.of(40.0, 10.0, 30.0, 20.0))).isEqualTo(new Spread(25, 10, 40));
    }

    @Test
    void one_value_is_all_three() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void a_ratio_is_that_of_the_medians_and_spreads_as_the_rounds_do() {
        // The machine was half as fast in the second round: within a round the ratio hardly moves.
        Spread ratio = Spread.ratio(List.of(300.0, 150.0, 310.0), List.of(100.0, 60.0, 100.0));

        assertThat(ratio).isEqualTo(new Spread(3, 2.5, 3.1));
    }
}
