package dev.tollgate.domain.amount;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AmountTest {
    @ParameterizedTest
    @CsvSource({
        "0,         0,          0.00",
        "12.5,      12500000,   12.50",
        "-0.07,     -70000,     -0.07",
        "100,       100000000,  100.00",
        "1e3,       1000000000, 1000.00",
        "0.000001,  1,          0.000001",
        "-2.345600, -2345600,   -2.3456"})
    void dollars_are_whole_millionths_and_show_at_least_their_cents(BigDecimal dollars, long micros, String shown) {
        assertThat(Usd.of(dollars)).isEqualTo(new Usd(micros));
        assertThat(new Usd(micros).dollars()).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0,       0,              0",
        "0.001,   1000000,        0.001",
        "412.5,   412500000000,   412.5",
        "-1000,   -1000000000000, -1000",
        "1e6,     1000000000000000, 1000000"})
    void gigabytes_are_whole_bytes_and_show_no_more_decimals_than_they_have(BigDecimal gb, long bytes, String shown) {
        assertThat(Volume.ofGb(gb)).isEqualTo(new Volume(bytes));
        assertThat(new Volume(bytes).gb()).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({"1999999, 0.001", "999999, 0", "-1, -0.001", "1234567891, 1.234"})
    void what_is_left_never_shows_as_more_than_it_is(long bytes, String shown) {
        assertThat(new Volume(bytes).gb()).hasToString(shown);
    }

    @Test
    void volume_is_spent_when_nothing_is_left() {
        assertThat(new Volume(1).spent()).isFalse();
        assertThat(Volume.NONE.spent()).isTrue();
        assertThat(new Volume(-1).spent()).isTrue();
    }

    @Test
    void sums_are_exact_or_fail() {
        assertThat(new Usd(2).plus(new Usd(-3))).isEqualTo(new Usd(-1));
        assertThat(Volume.MOST.plus(Volume.MOST).bytes()).isEqualTo(2 * Volume.MOST.bytes());
        assertThat(Usd.MOST.plus(Usd.MOST).micros()).isEqualTo(2 * Usd.MOST.micros());
        assertThatThrownBy(() -> new Volume(Long.MAX_VALUE).plus(new Volume(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Volume.ofGb(new BigDecimal("0.0000000001"))).isInstanceOf(ArithmeticException.class);
    }
}
