package dev.tollgate.gateway.relay;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The bytes a node may hold on their way (G§19).
final class BufferBudgetTest {
    private final BufferBudget budget = new BufferBudget(1_000);

    @Test
    void reading_pauses_from_four_fifths_on() {
        budget.take(799);
        assertThat(budget.tight()).isFalse();

        budget.take(1);
        assertThat(budget.tight()).isTrue();
        assertThat(budget.exhausted()).isFalse();
    }

    @Test
    void new_exchanges_are_refused_from_nine_tenths_on() {
        budget.take(900);

        assertThat(budget.exhausted()).isTrue();
    }

    @Test
    void what_is_given_back_may_be_used_again() {
        budget.take(950);
        budget.giveBack(900);

        assertThat(budget.held()).isEqualTo(50);
        assertThat(budget.tight()).isFalse();
        assertThat(budget.exhausted()).isFalse();
    }
}
