package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.exit.ExitChoice;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.limit.Allowance;
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

        AccessSnapshot after = before.with(AccessBuilder.changes(2, subUser("alice").requireTls().build()));

        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.exits()).isSameAs(before.exits());
        assertThat(after.usernames()).isSameAs(before.usernames());
        assertThat(after.find("bob")).isSameAs(before.find("bob"));
        assertThat(found(before, "alice").requireTls()).isFalse();
        assertThat(found(after, "alice").requireTls()).isTrue();
    }

    @Test
    void a_change_of_an_account_holds_for_all_its_sub_users_and_touches_none_of_them() {
        AccessSnapshot before = AccessBuilder.snapshot(subUser("alice").build(), subUser("bob").build(),
                subUser("carol").of(new AccountId("usr_two")).build());

        AccessSnapshot after = before.with(new AccessChanges(2, List.of(),
                List.of(subUser("alice").suspended().build().account()), Optional.empty()));

        assertThat(before.account(found(before, "alice")).suspended()).isFalse();
        for (String name : List.of("alice", "bob", "carol")) {
            assertThat(after.find(name)).isSameAs(before.find(name));
            assertThat(after.account(found(after, name)).suspended()).as(name).isEqualTo(!name.equals("carol"));
        }
    }

    private static SubUserAccess found(AccessSnapshot snapshot, String name) {
        return Objects.requireNonNull(snapshot.find(name));
    }

    @Test
    void what_a_sub_user_may_is_clipped_by_the_plan() {
        AccessBuilder.Facts alice = subUser("alice").allowance(Product.MOBILE, new Allowance(500, 700, 50, 60))
                .allowance(Product.RESIDENTIAL, new Allowance(120, 80, 200, 70)).build();

        assertThat(alice.allowance(Product.RESIDENTIAL)).isEqualTo(new Allowance(120, 70, 200, 70));
        assertThat(alice.allowance(Product.MOBILE)).isEqualTo(new Allowance(120, 70, 50, 60));
    }

    @Test
    void changed_exits_change_the_places_that_usernames_may_name() {
        AccessSnapshot before = AccessBuilder.snapshot();

        AccessSnapshot after = before.with(new AccessChanges(2, List.of(), List.of(), Optional.of(List.of())));

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

        AccessSnapshot after = before.with(AccessBuilder.changes(2, subUser("bob").defaultUsername(here, "B").build(),
                subUser("alice").build()));

        assertThat(before.defaultUsername(Gate.address(here))).contains("A");
        assertThat(after.defaultUsername(Gate.address(here))).contains("B");
    }

    @Test
    void a_default_username_that_two_entries_claim_is_nobodys_until_one_lets_go() {
        AccessSnapshot both = AccessBuilder.snapshot(subUser("alice").defaultUsername("198.51.100.0/24", "A").build(),
                subUser("bob").defaultUsername("198.51.100.0/28", "B").defaultUsername("2001:db8::/64", "C").build());

        AccessSnapshot one = both
                .with(AccessBuilder.changes(2, subUser("alice").standing(SubUserAccess.Standing.DELETED).build()));

        assertThat(both.defaultUsername(Gate.address("198.51.100.9"))).isEmpty();
        assertThat(both.defaultUsername(Gate.address("198.51.100.99"))).contains("A");
        assertThat(both.defaultUsername(Gate.address("2001:db8::9"))).contains("C");
        assertThat(one.defaultUsername(Gate.address("198.51.100.9"))).contains("B");
        assertThat(one.defaultUsername(Gate.address("198.51.100.99"))).isEmpty();
    }

    @Test
    void changes_know_when_there_are_none() {
        List<AccountAccess> account = List.of(subUser("alice").build().account());

        assertThat(new AccessChanges(1, List.of(), List.of(), Optional.empty()).isEmpty()).isTrue();
        assertThat(new AccessChanges(1, List.of(), List.of(), Optional.of(new ArrayList<>())).isEmpty()).isFalse();
        assertThat(new AccessChanges(1, List.of(), account, Optional.empty()).isEmpty()).isFalse();
    }

    @Test
    void tunnels_end_with_a_disabled_sub_user_but_drain_with_a_deleted_one() {
        assertThat(subUser("alice").build().subUser().cut()).isFalse();
        assertThat(subUser("alice").standing(SubUserAccess.Standing.DISABLED).build().subUser().cut()).isTrue();
        assertThat(subUser("alice").standing(SubUserAccess.Standing.DELETED).build().subUser().cut()).isFalse();
    }
}
