package dev.tollgate.domain.admission;

import dev.tollgate.domain.exit.ExitChoice;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.UsernameReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static dev.tollgate.domain.admission.AccessBuilder.subUser;
import static org.assertj.core.api.Assertions.assertThat;

class AccessSnapshotTest {
    @Test
    void an_empty_snapshot_knows_nobody() {
        AccessSnapshot empty = AccessSnapshot.empty(AccessBuilder.RULES);

        assertThat(empty.size()).isZero();
        assertThat(empty.revision()).isZero();
        assertThat(empty.find("alice")).isNull();
        assertThat(empty.defaultUsername(Gate.address(Gate.HERE))).isEmpty();
        assertThat(choice(empty)).isInstanceOf(ExitChoice.NoneFits.class);
    }

    private static ExitChoice choice(AccessSnapshot snapshot) {
        return snapshot.exits().choose(
                new ExitWish(Product.RESIDENTIAL, "us", Optional.empty(), Optional.empty(), Optional.empty()),
                new Random(1));
    }

    @Test
    void a_change_shares_what_it_does_not_touch() {
        AccessSnapshot before = AccessBuilder.snapshot(subUser("alice").build(), subUser("bob").build());

        AccessSnapshot after = before.with(
                new AccessChanges(2, List.of(subUser("alice").suspended().build()), Optional.empty()));

        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.exits()).isSameAs(before.exits());
        assertThat(after.usernames()).isSameAs(before.usernames());
        assertThat(after.find("bob")).isSameAs(before.find("bob"));
        assertThat(Objects.requireNonNull(before.find("alice")).accountSuspended()).isFalse();
        assertThat(Objects.requireNonNull(after.find("alice")).accountSuspended()).isTrue();
    }

    @Test
    void changed_exits_change_the_places_that_usernames_may_name() {
        AccessSnapshot before = AccessBuilder.snapshot();

        AccessSnapshot after = before.with(new AccessChanges(2, List.of(), Optional.of(List.of())));

        assertThat(choice(before)).isInstanceOf(ExitChoice.Chosen.class);
        assertThat(choice(after)).isInstanceOf(ExitChoice.NoneFits.class);
        assertThat(after.usernames()).isNotSameAs(before.usernames());
        assertThat(after.usernames().parse("helo_alice-type-res-region-us")).isInstanceOf(UsernameReading.Valid.class);
    }

    @Test
    void a_default_username_can_move_to_another_sub_user_in_one_change() {
        String here = Gate.HERE;
        AccessSnapshot before = AccessBuilder.snapshot(subUser("alice").defaultUsername(here, "A").build(),
                subUser("bob").build());

        AccessSnapshot after = before.with(new AccessChanges(2,
                List.of(subUser("bob").defaultUsername(here, "B").build(), subUser("alice").build()),
                Optional.empty()));

        assertThat(before.defaultUsername(Gate.address(here))).contains("A");
        assertThat(after.defaultUsername(Gate.address(here))).contains("B");
    }

    @Test
    void a_default_username_that_two_entries_claim_is_nobodys_until_one_lets_go() {
        AccessSnapshot both = AccessBuilder.snapshot(subUser("alice").defaultUsername("198.51.100.0/24", "A").build(),
                subUser("bob").defaultUsername("198.51.100.0/28", "B").defaultUsername("2001:db8::/64", "C").build());

        AccessSnapshot one = both
                .with(new AccessChanges(2, List.of(subUser("alice").standing(SubUserAccess.Standing.DELETED).build()),
                        Optional.empty()));

        assertThat(both.defaultUsername(Gate.address("198.51.100.9"))).isEmpty();
        assertThat(both.defaultUsername(Gate.address("198.51.100.99"))).contains("A");
        assertThat(both.defaultUsername(Gate.address("2001:db8::9"))).contains("C");
        assertThat(one.defaultUsername(Gate.address("198.51.100.9"))).contains("B");
        assertThat(one.defaultUsername(Gate.address("198.51.100.99"))).isEmpty();
    }

    @Test
    void changes_know_when_there_are_none() {
        assertThat(new AccessChanges(1, List.of(), Optional.empty()).isEmpty()).isTrue();
        assertThat(new AccessChanges(1, List.of(), Optional.of(new ArrayList<>())).isEmpty()).isFalse();
    }

    @Test
    void tunnels_end_with_a_disabled_sub_user_or_a_suspended_account_but_drain_with_a_deleted_one() {
        assertThat(subUser("alice").build().cut()).isFalse();
        assertThat(subUser("alice").standing(SubUserAccess.Standing.DISABLED).build().cut()).isTrue();
        assertThat(subUser("alice").suspended().build().cut()).isTrue();
        assertThat(subUser("alice").standing(SubUserAccess.Standing.DELETED).build().cut()).isFalse();
    }
}
