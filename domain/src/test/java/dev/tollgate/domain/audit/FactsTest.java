package dev.tollgate.domain.audit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FactsTest {
    @Test
    void they_are_written_in_one_way_whatever_their_order() {
        Facts facts = Facts.none().with("b", true).with("a", 1);

        assertThat(facts.json()).isEqualTo("{\"a\":1,\"b\":true}");
        assertThat(facts).isEqualTo(Facts.none().with("a", 1).with("b", true));
    }

    @Test
    void each_kind_of_value_is_written_as_the_api_writes_it() {
        assertThat(Facts.none().with("list", List.of("b", "a")).with("none", Optional.<String>empty())
                .with("unlimited", OptionalLong.empty()).with("limit", OptionalLong.of(5))
                .with("gb", new BigDecimal("250.500")).with("zero", new BigDecimal("0.00"))
                .with("at", Instant.parse("2026-06-02T10:00:00.9Z")).with("type", Actor.Type.SYSTEM)
                .with("inner", Facts.none().with("x", "y")).json())
                .isEqualTo("""
                        {"at":"2026-06-02T10:00:00Z","gb":250.5,"inner":{"x":"y"},"limit":5,"list":["b","a"],\
                        "none":null,"type":"system","unlimited":null,"zero":0}""");
    }

    @Test
    void text_is_escaped_no_more_than_it_must_be() {
        assertThat(Facts.none().with("t", "\"\\\b\f\n\r\t\u0001/é€😀").json())
                .isEqualTo("{\"t\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001/é€😀\"}");
    }

    @Test
    void half_a_character_is_replaced_since_it_could_not_be_kept() {
        assertThat(Facts.none().with("t", "a\ud800b").json()).isEqualTo("{\"t\":\"a\ufffdb\"}");
    }

    @Test
    void a_change_shows_what_differs_on_either_side() {
        Difference difference = Difference.between(Facts.none().with("a", 1).with("b", 1).with("old", 1),
                Facts.none().with("a", 1).with("b", 2).with("new", 1));

        assertThat(difference.before()).contains(Facts.none().with("b", 1).with("old", 1));
        assertThat(difference.after()).contains(Facts.none().with("b", 2).with("new", 1));
    }

    @Test
    void what_is_new_has_no_before_and_what_is_gone_no_after() {
        Facts facts = Facts.none().with("a", 1);

        assertThat(Difference.made(facts)).isEqualTo(new Difference(Optional.empty(), Optional.of(facts)));
        assertThat(Difference.removed(facts)).isEqualTo(new Difference(Optional.of(facts), Optional.empty()));
    }
}
