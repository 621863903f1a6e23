package dev.tollgate.domain.admission;

import dev.tollgate.domain.exit.ExitChoice;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.UsernameReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static dev.tollgate.domain.admission.AccessBuilder.subUser;
import static org.assertj.core.api.Assertions.assertThat;

class AccessSnapshotTest {
    private static final int MANY = 100_000;
    private static final List<SubUserAccess> ALL = IntStream.range(0, MANY)
            .mapToObj(i -> subUser("s" + Integer.toString(i * 7919, 36)).build()).toList();

    @Test
    void a_hundred_thousand_names_are_found_each_as_itself() {
        NameTable table = NameTable.EMPTY.with(ALL);

        assertThat(table.size()).isEqualTo(MANY);
        assertThat(theSame(ALL, table)).isEqualTo(MANY);
        assertThat(table.find("s")).isNull();
        assertThat(table.find("")).isNull();
    }

    @Test
    void a_change_to_one_of_many_copies_no_other() {
        NameTable before = NameTable.EMPTY.with(ALL);
        SubUserAccess changed = subUser(ALL.get(7).name()).suspended().build();
        SubUserAccess added = subUser("new").build();

        NameTable after = before.with(List.of(changed, added));

        assertThat(after.find(changed.name())).isSameAs(changed);
        assertThat(after.find("new")).isSameAs(added);
        assertThat(after.size()).isEqualTo(MANY + 1);
        assertThat(before.find(changed.name())).isSameAs(ALL.get(7));
        assertThat(before.find("new")).isNull();
        assertThat(before.size()).isEqualTo(MANY);
        assertThat(theSame(ALL, after)).isEqualTo(MANY - 1);
    }

    @Test
    void names_added_one_by_one_are_all_there() {
        NameTable table = NameTable.EMPTY;
        List<SubUserAccess> all = ALL.subList(0, 2_000);
        for (SubUserAccess one : all) {
            table = table.with(List.of(one));
        }

        assertThat(table.size()).isEqualTo(2_000);
        assertThat(theSame(all, table)).isEqualTo(2_000);
    }

    @Test
    void of_two_changes_to_one_name_the_later_holds() {
        SubUserAccess first = subUser("alice").build();
        SubUserAccess second = subUser("alice").suspended().build();

        NameTable table = NameTable.EMPTY.with(List.of(first, second));

        assertThat(table.find("alice")).isSameAs(second);
        assertThat(table.size()).isEqualTo(1);
    }

    /// How many of them the table finds by name, as the very same objects.
    private static long theSame(List<SubUserAccess> all, NameTable table) {
        Set<SubUserAccess> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(all);
        return all.stream().flatMap(one -> Optional.ofNullable(table.find(one.name())).stream())
                .filter(identities::contains).count();
    }

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
