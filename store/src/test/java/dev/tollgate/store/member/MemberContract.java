package dev.tollgate.store.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.MemberRepository.Deletion;
import dev.tollgate.domain.member.MemberRepository.Insertion;
import dev.tollgate.domain.member.MemberRepository.Update;
import dev.tollgate.domain.member.MemberStatus;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.store.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static dev.tollgate.store.member.MemberPorts.AUTHOR;
import static org.assertj.core.api.Assertions.assertThat;

/// What every keeper of members promises.
interface MemberContract {

    MemberPorts ports();

    private Update disable(Member member) {
        return ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.empty(),
                one -> one.with(one.name(), one.role(), false));
    }

    private Update lower(Member member) {
        return ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.empty(),
                one -> one.with(one.name(), Role.ADMIN, one.enabled()));
    }

    private Deletion delete(Member member) {
        return ports().members().delete(AUTHOR, member.account(), member.id(), OptionalLong.empty());
    }

    @Test
    default void a_member_comes_back_as_it_was_kept() {
        AccountId account = ports().accounts().get();
        Member member = ports().keptInvited(account, Role.DEVELOPER);

        assertThat(ports().members().find(account, member.id())).contains(member);
        assertThat(member.status()).isEqualTo(MemberStatus.INVITED);
    }

    @Test
    default void a_member_without_a_name_comes_back_without_one() {
        AccountId account = ports().accounts().get();
        Member member = MemberPorts.invited(account, Role.VIEWER).with(Optional.empty(), Role.VIEWER, true);
        ports().members().insert(AUTHOR, member, MemberPorts.invitation(Samples.hash()));

        assertThat(ports().members().find(account, member.id())).contains(member);
    }

    @Test
    default void another_accounts_member_is_not_there() {
        Member member = ports().keptInvited(ports().accounts().get(), Role.VIEWER);
        AccountId other = ports().accounts().get();

        assertThat(ports().members().find(other, member.id())).isEmpty();
        assertThat(ports().members().update(AUTHOR, other, member.id(), OptionalLong.empty(), one -> one))
                .isInstanceOf(Update.Missing.class);
        assertThat(ports().members().delete(AUTHOR, other, member.id(), OptionalLong.empty()))
                .isEqualTo(Deletion.MISSING);
        assertThat(ports().members().find(member.account(), member.id())).contains(member);
    }

    @Test
    default void an_address_is_given_once_in_the_whole_installation_whatever_its_case() {
        Member first = ports().keptInvited(ports().accounts().get(), Role.VIEWER);
        Member second = Member.invited(new MemberId(MemberId.PREFIX + Samples.ulid()), ports().accounts().get(),
                first.email().toLowerCase(Locale.ROOT), Optional.empty(), Role.VIEWER, MemberPorts.NOW);

        assertThat(ports().members().insert(AUTHOR, second, MemberPorts.invitation(Samples.hash())))
                .isEqualTo(Insertion.EMAIL_TAKEN);
        assertThat(ports().members().find(second.account(), second.id())).isEmpty();
    }

    @Test
    default void the_address_of_a_removed_member_is_free_again() {
        AccountId account = ports().accounts().get();
        Member first = ports().keptInvited(account, Role.VIEWER);
        assertThat(delete(first)).isEqualTo(Deletion.DELETED);

        Member second = Member.invited(new MemberId(MemberId.PREFIX + Samples.ulid()), account, first.email(),
                Optional.empty(), Role.VIEWER, MemberPorts.NOW);
        assertThat(ports().members().insert(AUTHOR, second, MemberPorts.invitation(Samples.hash())))
                .isEqualTo(Insertion.INSERTED);
    }

    @Test
    default void a_list_shows_the_newest_first_page_by_page() {
        AccountId account = ports().accounts().get();
        List<Member> made = Stream.generate(() -> ports().keptInvited(account, Role.VIEWER)).limit(3).toList();
        ports().keptInvited(ports().accounts().get(), Role.VIEWER);

        Page<Member> first = ports().members().list(account, new PageRequest(2, Optional.empty()));
        Page<Member> second = ports().members().list(account,
                new PageRequest(2, Optional.of(first.items().getLast().id().value())));

        assertThat(first.items()).containsExactly(made.get(2), made.get(1));
        assertThat(first.more()).isTrue();
        assertThat(second.items()).containsExactly(made.get(0));
        assertThat(second.more()).isFalse();
    }

    @Test
    default void a_change_counts_the_version_up_and_no_change_does_not() {
        Member member = ports().keptInvited(ports().accounts().get(), Role.VIEWER);

        Update changed = ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.of(1),
                one -> one.with(Optional.of("Grace"), Role.BILLING, one.enabled()));
        Member after = member.with(Optional.of("Grace"), Role.BILLING, true).changed();
        assertThat(changed).isEqualTo(new Update.Updated(after));
        assertThat(ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.of(2), one -> one))
                .isEqualTo(new Update.Updated(after));
        assertThat(ports().members().find(member.account(), member.id())).contains(after);
    }

    @Test
    default void a_change_or_removal_of_another_version_does_nothing() {
        Member member = ports().keptInvited(ports().accounts().get(), Role.VIEWER);

        assertThat(ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.of(7),
                one -> one.with(Optional.empty(), one.role(), false))).isEqualTo(new Update.OtherVersion(1));
        assertThat(ports().members().delete(AUTHOR, member.account(), member.id(), OptionalLong.of(7)))
                .isEqualTo(Deletion.OTHER_VERSION);
        assertThat(ports().members().find(member.account(), member.id())).contains(member);
    }

    @Test
    default void the_last_owner_can_be_neither_removed_nor_lowered_nor_disabled() {
        AccountId account = ports().accounts().get();
        Member owner = ports().active(account, Role.OWNER);
        ports().active(account, Role.ADMIN);
        ports().active(ports().accounts().get(), Role.OWNER);

        assertThat(delete(owner)).isEqualTo(Deletion.LAST_OWNER);
        assertThat(lower(owner)).isInstanceOf(Update.LastOwner.class);
        assertThat(disable(owner)).isInstanceOf(Update.LastOwner.class);
        assertThat(ports().members().find(account, owner.id())).contains(owner);
    }

    @Test
    default void an_owner_with_another_one_can_be_removed_or_lowered() {
        AccountId account = ports().accounts().get();
        Member first = ports().active(account, Role.OWNER);
        Member second = ports().active(account, Role.OWNER);
        Member third = ports().active(account, Role.OWNER);

        assertThat(lower(first)).isInstanceOf(Update.Updated.class);
        assertThat(delete(second)).isEqualTo(Deletion.DELETED);
        assertThat(delete(third)).isEqualTo(Deletion.LAST_OWNER);
    }

    @Test
    default void an_owner_who_cannot_sign_in_does_not_stand_in_for_one_who_can() {
        AccountId account = ports().accounts().get();
        Member active = ports().active(account, Role.OWNER);
        Member invited = ports().keptInvited(account, Role.OWNER);
        Member disabled = ports().active(account, Role.OWNER);
        assertThat(disable(disabled)).isInstanceOf(Update.Updated.class);

        assertThat(delete(active)).isEqualTo(Deletion.LAST_OWNER);
        assertThat(disable(active)).isInstanceOf(Update.LastOwner.class);
        assertThat(delete(invited)).isEqualTo(Deletion.DELETED);
        assertThat(delete(disabled)).isEqualTo(Deletion.DELETED);
    }

    @Test
    default void an_invited_owner_is_the_last_one_too() {
        Member only = ports().keptInvited(ports().accounts().get(), Role.OWNER);

        assertThat(delete(only)).isEqualTo(Deletion.LAST_OWNER);
        assertThat(lower(only)).isInstanceOf(Update.LastOwner.class);
    }

    @Test
    default void two_owners_who_remove_each_other_at_once_leave_one() throws Exception {
        for (int round = 0; round < 5; round++) {
            AccountId account = ports().accounts().get();
            List<Member> owners = List.of(ports().active(account, Role.OWNER), ports().active(account, Role.OWNER));
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<Deletion>> removals = owners.stream().map(owner -> threads.submit(() -> {
                    together.await();
                    return delete(owner);
                })).toList();
                assertThat(List.of(removals.get(0).get(), removals.get(1).get()))
                        .containsExactlyInAnyOrder(Deletion.DELETED, Deletion.LAST_OWNER);
            }
        }
    }

    @Test
    default void the_sessions_of_a_member_who_is_disabled_or_removed_end_with_it() {
        AccountId account = ports().accounts().get();
        Member disabled = ports().active(account, Role.VIEWER);
        Member removed = ports().active(account, Role.VIEWER);
        Member other = ports().active(account, Role.VIEWER);
        ConsoleSession first = ports().session(disabled, MemberPorts.NOW);
        ConsoleSession second = ports().session(removed, MemberPorts.NOW);
        ConsoleSession third = ports().session(other, MemberPorts.NOW);

        disable(disabled);
        delete(removed);

        assertThat(ports().sessions().find(first.id())).isEmpty();
        assertThat(ports().sessions().find(second.id())).isEmpty();
        assertThat(ports().sessions().find(third.id())).isPresent();
    }

    @Test
    default void a_session_goes_on_when_the_role_changes_and_has_the_new_one() {
        Member member = ports().active(ports().accounts().get(), Role.DEVELOPER);
        ConsoleSession session = ports().session(member, MemberPorts.NOW);

        lower(member);

        assertThat(ports().sessions().find(session.id()).orElseThrow().member().role()).isEqualTo(Role.ADMIN);
    }
}
