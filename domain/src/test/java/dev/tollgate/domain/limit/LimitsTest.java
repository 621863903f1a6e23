package dev.tollgate.domain.limit;

import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

import static dev.tollgate.domain.subuser.Product.MOBILE;
import static dev.tollgate.domain.subuser.Product.RESIDENTIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitsTest {
    private static final SubUserId ALICE = new SubUserId("sub_alice");
    private static final SubUserId BOB = new SubUserId("sub_bob");
    private static final Allowance THREE = new Allowance(3, 3, 2, 2);

    private final Limits limits = new Limits();

    @Test
    void the_sub_users_total_and_the_products_figure_both_hold() {
        assertThat(slot(ALICE, RESIDENTIAL, THREE)).isInstanceOf(SlotOutcome.Granted.class);
        assertThat(slot(ALICE, RESIDENTIAL, THREE)).isInstanceOf(SlotOutcome.Granted.class);
        assertThat(slot(ALICE, RESIDENTIAL, THREE)).isEqualTo(new SlotOutcome.Full(new LimitHit(2, 2)));
        assertThat(slot(ALICE, MOBILE, THREE)).isInstanceOf(SlotOutcome.Granted.class);
        assertThat(slot(ALICE, MOBILE, THREE)).isEqualTo(new SlotOutcome.Full(new LimitHit(3, 3)));
        assertThat(slot(BOB, MOBILE, THREE)).isInstanceOf(SlotOutcome.Granted.class);
        assertThat(limits.held(ALICE)).isEqualTo(3);
        assertThat(limits.held()).isEqualTo(4);
    }

    @Test
    void a_refused_slot_holds_nothing() {
        Allowance one = new Allowance(10, 10, 1, 10);
        Permit first = granted(slot(ALICE, RESIDENTIAL, one));
        for (int i = 0; i < 20; i++) {
            assertThat(slot(ALICE, RESIDENTIAL, one)).isInstanceOf(SlotOutcome.Full.class);
        }

        first.close();

        assertThat(limits.held()).isZero();
    }

    @Test
    void a_permit_gives_its_slot_back_once_however_often_it_is_closed() {
        Permit first = granted(slot(ALICE, RESIDENTIAL, THREE));
        Permit second = granted(slot(ALICE, RESIDENTIAL, THREE));

        first.close();
        first.close();

        assertThat(limits.held(ALICE)).isEqualTo(1);
        assertThat(first.covers(ALICE, RESIDENTIAL)).isFalse();
        assertThat(second.covers(ALICE, RESIDENTIAL)).isTrue();
        assertThat(second.covers(ALICE, MOBILE)).isFalse();
        assertThat(second.covers(BOB, RESIDENTIAL)).isFalse();
    }

    @Test
    void a_lowered_limit_takes_nothing_away_and_grants_nothing() {
        Permit first = granted(slot(ALICE, RESIDENTIAL, THREE));
        granted(slot(ALICE, RESIDENTIAL, THREE));
        Allowance lowered = new Allowance(1, 3, 2, 2);

        assertThat(slot(ALICE, RESIDENTIAL, lowered)).isEqualTo(new SlotOutcome.Full(new LimitHit(1, 2)));
        first.close();
        assertThat(slot(ALICE, RESIDENTIAL, lowered)).isEqualTo(new SlotOutcome.Full(new LimitHit(1, 1)));
    }

    @Test
    void the_only_slot_moves_to_the_other_product() {
        Allowance one = new Allowance(1, 1, 1, 1);
        Permit held = granted(slot(ALICE, RESIDENTIAL, one));

        Permit moved = granted(limits.takeSlot(ALICE, MOBILE, one, Optional.of(held), 0));

        assertThat(moved.covers(ALICE, MOBILE)).isTrue();
        assertThat(held.covers(ALICE, RESIDENTIAL)).isFalse();
        assertThat(limits.held(ALICE)).isEqualTo(1);
        held.close();
        assertThat(limits.held(ALICE)).isEqualTo(1);
        moved.close();
        assertThat(limits.held(ALICE)).isZero();
        assertThat(slot(ALICE, RESIDENTIAL, one)).isInstanceOf(SlotOutcome.Granted.class);
    }

    @Test
    void a_slot_stays_where_it_is_when_the_other_product_is_full() {
        granted(slot(ALICE, MOBILE, new Allowance(3, 3, 1, 3)));
        Permit held = granted(slot(ALICE, RESIDENTIAL, THREE));

        assertThat(limits.takeSlot(ALICE, MOBILE, new Allowance(3, 3, 1, 3), Optional.of(held), 0))
                .isEqualTo(new SlotOutcome.Full(new LimitHit(1, 1)));
        assertThat(held.covers(ALICE, RESIDENTIAL)).isTrue();
        assertThat(limits.held(ALICE)).isEqualTo(2);
    }

    @Test
    void a_held_slot_that_was_given_back_is_taken_anew() {
        Permit held = granted(slot(ALICE, RESIDENTIAL, THREE));
        held.close();

        Permit next = granted(limits.takeSlot(ALICE, RESIDENTIAL, THREE, Optional.of(held), 0));

        assertThat(next).isNotSameAs(held);
        assertThat(limits.held(ALICE)).isEqualTo(1);
    }

    @Test
    void the_product_that_is_refused_costs_the_sub_user_no_unit() {
        Allowance allowance = new Allowance(9, 10, 9, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(limits.takeRate(ALICE, RESIDENTIAL, allowance, 0)).isEmpty();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(limits.takeRate(ALICE, RESIDENTIAL, allowance, 0)).contains(new LimitHit(4, 4));
        }

        Allowance roomy = new Allowance(9, 10, 9, 10);
        for (int i = 0; i < 6; i++) {
            assertThat(limits.takeRate(ALICE, MOBILE, roomy, 0)).isEmpty();
        }
        assertThat(limits.takeRate(ALICE, MOBILE, roomy, 0)).contains(new LimitHit(10, 10));
    }

    @Test
    void forgetting_a_sub_user_leaves_its_permits_closable() {
        Permit out = granted(slot(ALICE, RESIDENTIAL, THREE));

        limits.forget(List.of(ALICE, BOB));

        assertThat(limits.held()).isZero();
        out.close();
        assertThat(limits.held()).isZero();
        assertThat(slot(ALICE, RESIDENTIAL, THREE)).isInstanceOf(SlotOutcome.Granted.class);
        assertThat(limits.held(ALICE)).isEqualTo(1);
    }

    @Test
    void threads_together_never_hold_more_than_the_limit() throws Exception {
        int max = 7;
        AtomicLongArray held = new AtomicLongArray(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        if (ConcurrencyLimit.tryTake(held, 0, max)) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            ConcurrencyLimit.giveBack(held, 0);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(most.get()).isBetween(1, max);
        assertThat(held.get(0)).isZero();
    }

    @Test
    void a_slot_given_back_twice_is_a_bug_that_makes_no_room() {
        AtomicLongArray held = new AtomicLongArray(1);

        assertThatThrownBy(() -> ConcurrencyLimit.giveBack(held, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(held.get(0)).isZero();
    }

    private SlotOutcome slot(SubUserId subUser, Product product, Allowance allowance) {
        return limits.takeSlot(subUser, product, allowance, 0);
    }

    private static Permit granted(SlotOutcome outcome) {
        return switch (outcome) {
            case SlotOutcome.Granted(Permit permit) -> permit;
            case SlotOutcome.Full full -> throw new AssertionError("full: " + full.hit());
        };
    }
}
