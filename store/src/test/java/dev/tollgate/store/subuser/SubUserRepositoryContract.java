package dev.tollgate.store.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserFilter;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.subuser.SubUserRepository.Deletion;
import dev.tollgate.domain.subuser.SubUserRepository.Insertion;
import dev.tollgate.domain.subuser.SubUserRepository.Update;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.store.Samples;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

abstract class SubUserRepositoryContract extends StoreTest {
    private static final Instant LATER = Samples.NOW.plusSeconds(60);
    private static final OptionalLong ANY_VERSION = OptionalLong.empty();

    SubUserRepositoryContract(TestDatabase database) {
        super(database);
    }

    private SubUserRepository subUsers() {
        return store().subUsers();
    }

    @Test
    void a_sub_user_comes_back_as_it_was_kept() {
        SubUser subUser = Samples.subUser(samples().account(), Environment.TEST, "crawler", Product.MOBILE,
                Product.RESIDENTIAL);

        assertThat(subUsers().insert(Samples.AUTHOR, subUser, 1)).isEqualTo(new Insertion.Inserted());

        assertThat(subUsers().find(subUser.account(), Environment.TEST, subUser.id())).contains(subUser);
        assertThat(subUsers().findByName(subUser.account(), Environment.TEST, subUser.name())).contains(subUser);
        assertThat(subUsers().find(subUser.account(), Environment.TEST, subUser.id()).orElseThrow().products())
                .containsExactly(Product.MOBILE, Product.RESIDENTIAL);
    }

    @Test
    void another_account_or_environment_does_not_see_it() {
        SubUser subUser = samples().keptSubUser(samples().account(), "crawler");
        AccountId other = samples().account();

        assertThat(subUsers().find(other, Environment.LIVE, subUser.id())).isEmpty();
        assertThat(subUsers().find(subUser.account(), Environment.TEST, subUser.id())).isEmpty();
        assertThat(subUsers().findByName(other, Environment.LIVE, subUser.name())).isEmpty();
        assertThat(subUsers().findByName(subUser.account(), Environment.TEST, subUser.name())).isEmpty();
        assertThat(list(other, SubUserFilter.ALL)).isEmpty();
        assertThat(subUsers().update(Samples.AUTHOR, other, Environment.LIVE, subUser.id(), ANY_VERSION, LATER,
                labelled("mine")))
                .isEqualTo(new Update.Missing());
        assertThat(subUsers().delete(Samples.AUTHOR, other, Environment.LIVE, subUser.id(), ANY_VERSION, LATER))
                .isEqualTo(new Deletion.Missing());
        assertThat(subUsers().find(subUser.account(), Environment.LIVE, subUser.id())).contains(subUser);
    }

    @Test
    void a_label_is_taken_within_account_and_environment_only() {
        AccountId account = samples().account();
        samples().keptSubUser(account, "crawler");

        assertThat(subUsers().insert(Samples.AUTHOR, Samples.subUser(account, "crawler"), Samples.PLENTY))
                .isEqualTo(new Insertion.LabelTaken());
        assertThat(subUsers().insert(Samples.AUTHOR, Samples.subUser(account, Environment.TEST, "crawler", Product.ISP),
                Samples.PLENTY))
                .isEqualTo(new Insertion.Inserted());
        assertThat(subUsers().insert(Samples.AUTHOR, Samples.subUser(samples().account(), "crawler"), Samples.PLENTY))
                .isEqualTo(new Insertion.Inserted());
    }

    @Test
    void the_living_sub_users_of_an_environment_are_counted_against_the_most() {
        AccountId account = samples().account();
        SubUser first = samples().keptSubUser(account, "a");

        assertThat(subUsers().insert(Samples.AUTHOR, Samples.subUser(account, "b"), 1)).isEqualTo(
                new Insertion.TooMany());
        assertThat(subUsers().insert(Samples.AUTHOR, Samples.subUser(account, Environment.TEST, "b", Product.ISP), 1))
                .isEqualTo(new Insertion.Inserted());
        subUsers().delete(Samples.AUTHOR, account, Environment.LIVE, first.id(), ANY_VERSION, LATER);
        assertThat(subUsers().insert(Samples.AUTHOR, Samples.subUser(account, "b"), 1)).isEqualTo(
                new Insertion.Inserted());
    }

    @Test
    void a_name_is_never_issued_again() {
        SubUser buried = samples().keptSubUser(samples().account(), "crawler");
        subUsers().delete(Samples.AUTHOR, buried.account(), Environment.LIVE, buried.id(), ANY_VERSION, LATER);
        SubUser again = renamed(Samples.subUser(samples().account(), "other"), buried.name());

        assertThatThrownBy(() -> subUsers().insert(Samples.AUTHOR, again, Samples.PLENTY)).isInstanceOf(
                IllegalStateException.class);
        assertThat(subUsers().find(again.account(), Environment.LIVE, again.id())).isEmpty();
    }

    @Test
    void a_change_counts_the_version_up_and_keeps_all_fields() {
        SubUser before = samples().keptSubUser(samples().account(), "crawler");

        Update update = subUsers().update(Samples.AUTHOR, before.account(), Environment.LIVE, before.id(), OptionalLong
                .of(1), LATER,
                subUser -> subUser.with("spider", SubUserStatus.DISABLED, 7, 8, AuthMode.BOTH, false, true));

        SubUser after = before.with("spider", SubUserStatus.DISABLED, 7, 8, AuthMode.BOTH, false, true).changed(LATER);
        assertThat(update).isEqualTo(new Update.Updated(after));
        assertThat(subUsers().find(before.account(), Environment.LIVE, before.id())).contains(after);
    }

    @Test
    void an_equal_value_writes_nothing() {
        SubUser before = samples().keptSubUser(samples().account(), "crawler");
        long revision = store().accessFeed().since(0).revision();

        Update update = subUsers().update(Samples.AUTHOR, before.account(), Environment.LIVE, before.id(), ANY_VERSION,
                LATER,
                labelled("crawler"));

        assertThat(update).isEqualTo(new Update.Updated(before));
        assertThat(store().accessFeed().since(revision).revision()).isEqualTo(revision);
    }

    @Test
    void another_version_than_expected_changes_nothing() {
        SubUser subUser = samples().keptSubUser(samples().account(), "crawler");

        assertThat(subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), OptionalLong.of(
                2), LATER,
                labelled("spider"))).isEqualTo(new Update.OtherVersion(1));
        assertThat(subUsers().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), OptionalLong.of(
                2), LATER))
                .isEqualTo(new Deletion.OtherVersion(1));
        assertThat(subUsers().find(subUser.account(), Environment.LIVE, subUser.id())).contains(subUser);
    }

    @Test
    void a_label_cannot_be_changed_to_a_living_one() {
        SubUser subUser = samples().keptSubUser(samples().account(), "crawler");
        samples().keptSubUser(subUser.account(), "spider");

        assertThat(subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), ANY_VERSION,
                LATER,
                labelled("spider"))).isEqualTo(new Update.LabelTaken());
    }

    @Test
    void a_change_that_throws_leaves_all_as_it_was() {
        SubUser subUser = samples().keptSubUser(samples().account(), "crawler");

        assertThatThrownBy(() -> subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(),
                ANY_VERSION,
                LATER,
                _ -> {
                    throw new IllegalStateException("a mistake");
                })).hasMessage("a mistake");

        assertThat(subUsers().find(subUser.account(), Environment.LIVE, subUser.id())).contains(subUser);
        samples().keptSubUser(subUser.account(), "another");
    }

    @Test
    void replaced_passwords_keep_their_own_ends_and_at_most_eight_of_them() {
        SubUser subUser = samples().keptSubUser(samples().account(), "crawler");
        List<SecretHash> hashes = new ArrayList<>(List.of(subUser.passwords().current()));

        for (int i = 1; i <= 10; i++) {
            SecretHash next = Samples.hash();
            Instant now = Samples.NOW.plusSeconds(i);
            hashes.addFirst(next);
            subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), ANY_VERSION, now,
                    before -> before.rotatePassword(next, now));
        }

        Passwords kept = subUsers().find(subUser.account(), Environment.LIVE, subUser.id()).orElseThrow().passwords();
        assertThat(kept.current()).isEqualTo(hashes.getFirst());
        assertThat(kept.replaced()).hasSize(8);
        assertThat(kept.replaced()).extracting(Passwords.Replaced::hash).isEqualTo(hashes.subList(1, 9));
        assertThat(kept.replaced().getFirst().validUntil()).isEqualTo(Samples.NOW.plusSeconds(70));
        assertThat(kept.replaced().getLast().validUntil()).isEqualTo(Samples.NOW.plusSeconds(63));
    }

    @Test
    void the_answer_to_a_rotation_is_what_will_be_read() {
        SubUser subUser = samples().keptSubUser(samples().account(), "crawler");
        Instant fine = Samples.NOW.plusNanos(456_789);

        Update update = subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(),
                ANY_VERSION, fine,
                before -> before.rotatePassword(Samples.hash(), fine));

        assertThat(subUsers().find(subUser.account(), Environment.LIVE, subUser.id()))
                .map(Update.Updated::new).contains((Update.Updated) update);
    }

    @Test
    void deletion_frees_the_label_and_removes_the_whitelist_entries() {
        SubUser subUser = samples().keptSubUser(samples().account(), "crawler");
        var entry = samples().kept(Samples.entry(subUser, "198.51.100.7"));

        assertThat(subUsers().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), OptionalLong.of(
                1), LATER))
                .isEqualTo(new Deletion.Deleted(subUser));

        assertThat(subUsers().find(subUser.account(), Environment.LIVE, subUser.id())).isEmpty();
        assertThat(subUsers().findByName(subUser.account(), Environment.LIVE, subUser.name())).isEmpty();
        assertThat(list(subUser.account(), SubUserFilter.ALL)).isEmpty();
        assertThat(store().whitelists().find(subUser.account(), Environment.LIVE, entry.id())).isEmpty();
        assertThat(subUsers().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), ANY_VERSION,
                LATER))
                .isEqualTo(new Deletion.Missing());
        assertThat(subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), ANY_VERSION,
                LATER,
                labelled("spider"))).isEqualTo(new Update.Missing());
        samples().keptSubUser(subUser.account(), "crawler");
    }

    @Test
    void pages_go_from_the_newest_to_the_oldest_and_stay_where_they_are() {
        AccountId account = samples().account();
        List<SubUserId> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(samples().keptSubUser(account, "l" + i).id());
        }

        Page<SubUser> first = page(account, 2, Optional.empty());
        samples().keptSubUser(account, "newer");
        Page<SubUser> second = page(account, 2, last(first));
        Page<SubUser> third = page(account, 2, last(second));

        assertThat(first.items()).extracting(SubUser::id).isEqualTo(newestFirst.subList(0, 2));
        assertThat(second.items()).extracting(SubUser::id).isEqualTo(newestFirst.subList(2, 4));
        assertThat(third.items()).extracting(SubUser::id).isEqualTo(newestFirst.subList(4, 5));
        assertThat(List.of(first.more(), second.more(), third.more())).containsExactly(true, true, false);
        assertThat(page(account, 6, Optional.empty()).more()).isFalse();
    }

    @Test
    void a_list_shows_what_every_filter_lets_through() {
        AccountId account = samples().account();
        SubUser eu = samples().kept(Samples.subUser(account, Environment.LIVE, "crawler-eu", Product.RESIDENTIAL,
                Product.MOBILE));
        SubUser us = samples().kept(Samples.subUser(account, Environment.LIVE, "crawler-us", Product.ISP));
        subUsers().update(Samples.AUTHOR, account, Environment.LIVE, us.id(), ANY_VERSION, LATER,
                before -> before.with(before.label(), SubUserStatus.DISABLED, 1, 1, AuthMode.AUTO, false, false));

        assertThat(ids(account, product(Product.MOBILE))).containsExactly(eu.id());
        assertThat(ids(account, product(Product.ISP))).containsExactly(us.id());
        assertThat(ids(account, status(SubUserStatus.DISABLED))).containsExactly(us.id());
        assertThat(ids(account, label("ler-e"))).containsExactly(eu.id());
        assertThat(ids(account, label("crawler"))).containsExactly(us.id(), eu.id());
        assertThat(ids(account, label("crawler_eu"))).isEmpty();
        assertThat(ids(account, label("%"))).isEmpty();
        assertThat(ids(account, name(us.name()))).containsExactly(us.id());
        assertThat(ids(account, name(us.name().substring(1)))).isEmpty();
        assertThat(ids(account, query(eu.name().substring(2, 9)))).containsExactly(eu.id());
        assertThat(ids(account, query("ER-US"))).containsExactly(us.id());
        assertThat(ids(account, new SubUserFilter(Optional.of(Product.MOBILE), Optional.of(SubUserStatus.DISABLED),
                Optional.empty(), Optional.empty(), Optional.empty()))).isEmpty();
    }

    @Test
    void of_parallel_insertions_with_one_label_exactly_one_wins() throws Exception {
        AccountId account = samples().account();
        Callable<Insertion> attempt = () -> subUsers().insert(Samples.AUTHOR, Samples.subUser(account, "crawler"),
                Samples.PLENTY);

        List<Insertion> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Insertion> outcome : threads.invokeAll(Collections.nCopies(20, attempt))) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(new Insertion.Inserted()::equals).hasSize(1);
        assertThat(outcomes).filteredOn(new Insertion.LabelTaken()::equals).hasSize(19);
        assertThat(list(account, SubUserFilter.ALL)).hasSize(1);
    }

    private List<SubUser> list(AccountId account, SubUserFilter filter) {
        return subUsers().list(account, Environment.LIVE, filter, new PageRequest(200, Optional.empty())).items();
    }

    private List<SubUserId> ids(AccountId account, SubUserFilter filter) {
        return list(account, filter).stream().map(SubUser::id).toList();
    }

    private Page<SubUser> page(AccountId account, int limit, Optional<String> before) {
        return subUsers().list(account, Environment.LIVE, SubUserFilter.ALL, new PageRequest(limit, before));
    }

    private static Optional<String> last(Page<SubUser> page) {
        return Optional.of(page.items().getLast().id().value());
    }

    private static UnaryOperator<SubUser> labelled(String label) {
        return before -> before.with(label, before.status(), before.concurrentMax(), before.rpsMax(), before.authMode(),
                before.requireTls(), before.sessionStrict());
    }

    private static SubUser renamed(SubUser s, String name) {
        return new SubUser(s.id(), s.account(), s.environment(), name, s.label(), s.products(), s.status(),
                s.concurrentMax(), s.rpsMax(), s.authMode(), s.requireTls(), s.sessionStrict(), s.passwords(),
                s.createdAt(), s.updatedAt(), s.version());
    }

    private static SubUserFilter product(Product product) {
        return filter(Optional.of(product), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static SubUserFilter status(SubUserStatus status) {
        return filter(Optional.empty(), Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static SubUserFilter label(String part) {
        return filter(Optional.empty(), Optional.empty(), Optional.of(part), Optional.empty(), Optional.empty());
    }

    private static SubUserFilter name(String name) {
        return filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(name), Optional.empty());
    }

    private static SubUserFilter query(String part) {
        return filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(part));
    }

    private static SubUserFilter filter(Optional<Product> product, Optional<SubUserStatus> status,
            Optional<String> label, Optional<String> name, Optional<String> query) {
        return new SubUserFilter(product, status, label, name, query);
    }
}
