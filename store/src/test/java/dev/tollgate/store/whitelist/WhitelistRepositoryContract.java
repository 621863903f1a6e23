package dev.tollgate.store.whitelist;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.domain.whitelist.WhitelistEntryId;
import dev.tollgate.domain.whitelist.WhitelistFilter;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import dev.tollgate.domain.whitelist.WhitelistRepository.Deletion;
import dev.tollgate.domain.whitelist.WhitelistRepository.Insertion;
import dev.tollgate.domain.whitelist.WhitelistRepository.Update;
import dev.tollgate.store.Samples;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

abstract class WhitelistRepositoryContract extends StoreTest {
    private static final OptionalLong ANY_VERSION = OptionalLong.empty();
    private static final Optional<String> NONE = Optional.empty();

    WhitelistRepositoryContract(TestDatabase database) {
        super(database);
    }

    private WhitelistRepository whitelists() {
        return store().whitelists();
    }

    private SubUser subUser() {
        return samples().keptSubUser(samples().account(), "crawler");
    }

    @Test
    void an_entry_comes_back_as_it_was_kept() {
        SubUser subUser = subUser();
        WhitelistEntry v4 = Samples.entry(subUser, "203.0.113.0/24");
        WhitelistEntry v6 = Samples.entry(subUser, Product.MOBILE, "2001:db8:0:1::/64").with(NONE, NONE);

        assertThat(whitelists().insert(Samples.AUTHOR, v4)).isEqualTo(new Insertion.Inserted());
        assertThat(whitelists().insert(Samples.AUTHOR, v6)).isEqualTo(new Insertion.Inserted());

        assertThat(whitelists().find(subUser.account(), Environment.LIVE, v4.id())).contains(v4);
        assertThat(whitelists().find(subUser.account(), Environment.LIVE, v6.id())).contains(v6);
    }

    @Test
    void another_account_or_environment_does_not_see_it() {
        SubUser subUser = subUser();
        WhitelistEntry entry = samples().kept(Samples.entry(subUser, "203.0.113.1"));
        AccountId other = samples().account();

        assertThat(whitelists().find(other, Environment.LIVE, entry.id())).isEmpty();
        assertThat(whitelists().find(subUser.account(), Environment.TEST, entry.id())).isEmpty();
        assertThat(whitelists().update(Samples.AUTHOR, other, Environment.LIVE, entry.id(), ANY_VERSION, e -> e.with(
                NONE, NONE)))
                .isEqualTo(new Update.Missing());
        assertThat(whitelists().delete(Samples.AUTHOR, other, Environment.LIVE, entry.id(), ANY_VERSION)).isEqualTo(
                Deletion.MISSING);
        assertThat(ids(other, WhitelistFilter.ALL)).isEmpty();
        assertThat(ids(subUser.account(), WhitelistFilter.ALL)).containsExactly(entry.id());
    }

    @Test
    void a_deleted_foreign_or_unknown_sub_user_takes_no_entry() {
        SubUser deleted = subUser();
        store().subUsers().delete(Samples.AUTHOR, deleted.account(), Environment.LIVE, deleted.id(), ANY_VERSION,
                Samples.NOW);
        SubUser foreign = Samples.subUser(samples().account(), "unkept");

        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(deleted, "203.0.113.1"))).isEqualTo(
                new Insertion.SubUserMissing());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(foreign, "203.0.113.1"))).isEqualTo(
                new Insertion.SubUserMissing());
    }

    @Test
    void the_same_range_again_is_already_listed_for_the_same_product_only() {
        SubUser subUser = subUser();
        samples().kept(Samples.entry(subUser, "203.0.113.0/24"));

        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(subUser, "203.0.113.0/24")))
                .isEqualTo(new Insertion.AlreadyListed());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(subUser, "203.0.113.0/25"))).isEqualTo(
                new Insertion.Inserted());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(subUser, Product.MOBILE, "203.0.113.0/24")))
                .isEqualTo(new Insertion.Inserted());
    }

    @Test
    void a_list_is_full_with_fifty_entries() {
        SubUser subUser = subUser();
        IntStream.rangeClosed(1, 50).forEach(i -> samples().kept(Samples.entry(subUser, "203.0.113." + i)));

        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(subUser, "203.0.113.51"))).isEqualTo(
                new Insertion.ListFull());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(subUser, "203.0.113.50"))).isEqualTo(
                new Insertion.AlreadyListed());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(subUser, Product.MOBILE, "203.0.113.51")))
                .isEqualTo(new Insertion.Inserted());
    }

    @Test
    void default_usernames_may_not_overlap_over_all_accounts() {
        SubUser one = subUser();
        SubUser other = subUser();
        samples().kept(Samples.defaultEntry(one, "198.18.4.0/24"));
        samples().kept(Samples.entry(other, "198.18.5.7"));

        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(other, "198.18.4.0/24"))).isEqualTo(
                conflict());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(other, "198.18.4.0"))).isEqualTo(
                conflict());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(other, "198.18.4.255"))).isEqualTo(
                conflict());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(other, "198.18.4.128/25"))).isEqualTo(
                conflict());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(other, "198.18.3.255"))).isEqualTo(
                new Insertion.Inserted());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(other, "198.18.5.0/24"))).isEqualTo(
                new Insertion.Inserted());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.entry(other, "198.18.4.9"))).isEqualTo(
                new Insertion.Inserted());
    }

    @Test
    void a_wider_range_around_a_default_username_conflicts_too() {
        SubUser one = subUser();
        samples().kept(Samples.defaultEntry(one, "2001:db8:7:7::9"));

        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(subUser(), "2001:db8:7:7::/64"))).isEqualTo(
                conflict());
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(subUser(), "2001:db8:7:8::/64")))
                .isEqualTo(new Insertion.Inserted());
    }

    @Test
    void a_change_counts_the_version_up() {
        SubUser subUser = subUser();
        WhitelistEntry before = samples().kept(Samples.entry(subUser, "203.0.113.1"));

        Update update = whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, before.id(),
                OptionalLong.of(1),
                entry -> entry.with(Optional.of("office"), NONE));

        WhitelistEntry after = before.with(Optional.of("office"), NONE).changed();
        assertThat(update).isEqualTo(new Update.Updated(after));
        assertThat(whitelists().find(subUser.account(), Environment.LIVE, before.id())).contains(after);
    }

    @Test
    void an_equal_value_writes_nothing() {
        SubUser subUser = subUser();
        WhitelistEntry entry = samples().kept(Samples.entry(subUser, "203.0.113.1"));
        long revision = store().accessFeed().since(0).revision();

        assertThat(whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, entry.id(), ANY_VERSION,
                same -> same))
                .isEqualTo(new Update.Updated(entry));
        assertThat(store().accessFeed().since(revision).revision()).isEqualTo(revision);
    }

    @Test
    void another_version_than_expected_changes_nothing() {
        SubUser subUser = subUser();
        WhitelistEntry entry = samples().kept(Samples.entry(subUser, "203.0.113.1"));

        assertThat(whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, entry.id(), OptionalLong.of(
                2),
                e -> e.with(NONE, NONE))).isEqualTo(new Update.OtherVersion(1));
        assertThat(whitelists().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, entry.id(), OptionalLong.of(
                2)))
                .isEqualTo(Deletion.OTHER_VERSION);
        assertThat(whitelists().find(subUser.account(), Environment.LIVE, entry.id())).contains(entry);
    }

    @Test
    void a_default_username_given_later_may_not_overlap_either_but_an_own_one_may_change() {
        SubUser subUser = subUser();
        WhitelistEntry with = samples().kept(Samples.defaultEntry(subUser, "198.19.0.0/24"));
        WhitelistEntry without = samples().kept(Samples.entry(subUser, "198.19.0.7"));

        assertThat(whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, without.id(), ANY_VERSION,
                e -> e.with(NONE, Optional.of("helo_x")))).isEqualTo(new Update.DefaultUsernameConflict());
        assertThat(whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, with.id(), ANY_VERSION,
                e -> e.with(NONE, Optional.of("helo_x")))).isInstanceOf(Update.Updated.class);
        whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, with.id(), ANY_VERSION, e -> e.with(
                NONE, NONE));
        assertThat(whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, without.id(), ANY_VERSION,
                e -> e.with(NONE, Optional.of("helo_x")))).isInstanceOf(Update.Updated.class);
    }

    @Test
    void a_deleted_entry_is_gone_and_its_range_free() {
        SubUser subUser = subUser();
        WhitelistEntry entry = samples().kept(Samples.defaultEntry(subUser, "198.18.99.1"));

        assertThat(whitelists().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, entry.id(), OptionalLong.of(
                1)))
                .isEqualTo(Deletion.DELETED);

        assertThat(whitelists().find(subUser.account(), Environment.LIVE, entry.id())).isEmpty();
        assertThat(whitelists().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, entry.id(), ANY_VERSION))
                .isEqualTo(Deletion.MISSING);
        assertThat(whitelists().insert(Samples.AUTHOR, Samples.defaultEntry(subUser(), "198.18.99.1")))
                .isEqualTo(new Insertion.Inserted());
    }

    @Test
    void a_list_shows_what_every_filter_lets_through_page_by_page() {
        SubUser one = subUser();
        SubUser other = samples().keptSubUser(one.account(), "spider");
        WhitelistEntry range = samples().kept(Samples.entry(one, "203.0.113.0/24"));
        WhitelistEntry mobile = samples().kept(Samples.entry(one, Product.MOBILE, "203.0.113.7"));
        WhitelistEntry six = samples().kept(Samples.entry(other, "2001:db8::/64"));

        assertThat(ids(one.account(), WhitelistFilter.ALL)).containsExactly(six.id(), mobile.id(), range.id());
        assertThat(ids(one.account(), filter(Optional.of(other.id()), Optional.empty(), NONE))).containsExactly(six
                .id());
        assertThat(ids(one.account(), filter(Optional.empty(), Optional.of(Product.MOBILE), NONE)))
                .containsExactly(mobile.id());
        assertThat(ids(one.account(), matching("203.0.113.7"))).containsExactly(mobile.id(), range.id());
        assertThat(ids(one.account(), matching("203.0.113.255"))).containsExactly(range.id());
        assertThat(ids(one.account(), matching("203.0.114.0"))).isEmpty();
        assertThat(ids(one.account(), matching("2001:db8::ffff:1"))).containsExactly(six.id());
        Page<WhitelistEntry> first = whitelists().list(one.account(), Environment.LIVE, WhitelistFilter.ALL,
                new PageRequest(2, Optional.empty()));
        Page<WhitelistEntry> second = whitelists().list(one.account(), Environment.LIVE, WhitelistFilter.ALL,
                new PageRequest(2, Optional.of(mobile.id().value())));
        assertThat(first).isEqualTo(new Page<>(List.of(six, mobile), true));
        assertThat(second).isEqualTo(new Page<>(List.of(range), false));
    }

    @Test
    void of_parallel_default_usernames_in_one_range_exactly_one_wins() throws Exception {
        List<Callable<Insertion>> attempts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            WhitelistEntry entry = Samples.defaultEntry(subUser(), i % 2 == 0 ? "198.18.200.0/24" : "198.18.200.7");
            attempts.add(() -> whitelists().insert(Samples.AUTHOR, entry));
        }

        List<Insertion> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Insertion> outcome : threads.invokeAll(attempts)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(new Insertion.Inserted()::equals).hasSize(1);
        assertThat(outcomes).filteredOn(conflict()::equals).hasSize(9);
    }

    private List<WhitelistEntryId> ids(AccountId account, WhitelistFilter filter) {
        return whitelists().list(account, Environment.LIVE, filter, new PageRequest(200, Optional.empty())).items()
                .stream().map(WhitelistEntry::id).toList();
    }

    private static Insertion conflict() {
        return new Insertion.DefaultUsernameConflict();
    }

    private static WhitelistFilter matching(String address) {
        return filter(Optional.empty(), Optional.empty(), Optional.of(address));
    }

    private static WhitelistFilter filter(Optional<SubUserId> subUser, Optional<Product> product,
            Optional<String> address) {
        return new WhitelistFilter(subUser, product, address.map(text -> IpAddress.parse(text).orElseThrow()));
    }
}
