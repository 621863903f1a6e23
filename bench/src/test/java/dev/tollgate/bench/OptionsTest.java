package dev.tollgate.bench;

import dev.tollgate.bench.report.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {
    @Test
    void what_is_empty_was_not_given() {
        Options options = Options.read(List.of("quick=", "rounds=", "only=", "contenders=", "out="));

        assertThat(options.rounds()).isEqualTo(Options.full().rounds());
        assertThat(options.wantsContender("squid")).isTrue();
        assertThat(options.wants(Measure.TLS)).isTrue();
    }

    @Test
    void the_quick_form_measures_less() {
        Options options = Options.read(List.of("quick=1", "rounds=7"));

        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.idleTunnels()).isLessThan(Options.full().idleTunnels());
        assertThat(options.sustainedSeconds()).isZero();
    }

    @Test
    void measures_and_contenders_are_picked_by_name() {
        Options options = Options.read(List.of("only=connect,idle", "contenders=tollgate,squid"));

        assertThat(options.wants(Measure.CONNECT)).isTrue();
        assertThat(options.wants(Measure.SOCKS5)).isFalse();
        assertThat(options.wants(Figure.IDLE_TUNNEL)).isTrue();
        assertThat(options.wantsContender("tollgate, splice off")).isTrue();
        assertThat(options.wantsContender("tinyproxy")).isFalse();
    }

    @Test
    void a_word_that_means_nothing_is_refused() {
        assertThatThrownBy(() -> Options.read(List.of("round=3"))).hasMessageContaining("round=3");
    }
}
