package dev.tollgate.store.admission;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository.Update;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.account.Volumes;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccountAccess;
import dev.tollgate.domain.admission.DefaultUsername;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.ledger.Credit;
import dev.tollgate.domain.ledger.LedgerEntryId;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.ProductLimits;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

abstract class AccessFeedContract extends StoreTest {
    private static final OptionalLong ANY_VERSION = OptionalLong.empty();
    private static final Instant LATER = Samples.NOW.plusSeconds(60);

    AccessFeedContract(TestDatabase database) {
        super(database);
    }

    private long now() {
        return store().accessFeed().since(0).revision();
    }

    private AccessChanges since(long revision) {
        return store().accessFeed().since(revision);
    }

    /// The one sub-user that changed.
    private SubUserAccess onlyChange(long revision) {
        AccessChanges changes = since(revision);
        assertThat(changes.revision()).isGreaterThan(revision);
        assertThat(changes.exits()).isEmpty();
        assertThat(changes.subUsers()).hasSize(1);
        return changes.subUsers().getFirst();
    }

    /// The accounts that changed, and nothing else.
    private List<AccountAccess> onlyAccounts(long revision) {
        AccessChanges changes = since(revision);
        assertThat(changes.revision()).isGreaterThan(revision);
        assertThat(changes.exits()).isEmpty();
        assertThat(changes.subUsers()).isEmpty();
        return changes.accounts();
    }

    private void change(AccountId account, UnaryOperator<Account> change) {
        assertThat(store().accounts().update(Samples.AUTHOR, account, ANY_VERSION, change)).isInstanceOf(
                Update.Updated.class);
    }

    private SubUser subUser(Product... products) {
        return samples().kept(Samples.subUser(samples().account(), Environment.LIVE, "crawler", products));
    }

    private void change(SubUser subUser, SubUserStatus status) {
        store().subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), ANY_VERSION, LATER,
                before -> before.with(before.label(), status, before.concurrentMax(), before.rpsMax(), before
                        .authMode(),
                        before.requireTls(), before.sessionStrict()));
    }

    @Test
    void a_fresh_store_has_nothing_to_tell() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            assertThat(fresh.accessFeed().since(0)).isEqualTo(new AccessChanges(0, List.of(), List.of(), Optional
                    .empty()));
        }
    }

    @Test
    void a_new_sub_user_is_told_of_whole_and_alone() {
        subUser(Product.MOBILE);
        AccountId account = samples().account();
        long before = now();

        SubUser subUser = samples().kept(Samples.subUser(account, Environment.TEST, "crawler", Product.RESIDENTIAL,
                Product.MOBILE, Product.ISP));

        assertThat(onlyChange(before)).isEqualTo(new SubUserAccess(subUser.id(), account, Environment.TEST,
                subUser.name(), Standing.ACTIVE, Set.of(Product.RESIDENTIAL, Product.MOBILE, Product.ISP), 120, 80,
                AuthMode.EITHER, true, subUser.passwords(), Map.of(), List.of()));
        assertThat(since(before).accounts()).isEmpty();
        assertThat(since(now()).isEmpty()).isTrue();
    }

    @Test
    void a_new_account_is_told_of_with_the_limits_of_its_plan() {
        Plan plan = samples().kept(Samples.plan());
        long before = now();

        Account account = samples().account(plan);

        assertThat(onlyAccounts(before)).containsExactly(
                new AccountAccess(account.id(), false, true, plan.productLimits(), Set.of()));
    }

    @Test
    void disabling_and_enabling_is_told_of() {
        SubUser subUser = subUser(Product.MOBILE);
        long before = now();

        change(subUser, SubUserStatus.DISABLED);
        long between = now();
        assertThat(onlyChange(before).standing()).isEqualTo(Standing.DISABLED);

        change(subUser, SubUserStatus.ACTIVE);
        assertThat(onlyChange(between).standing()).isEqualTo(Standing.ACTIVE);
    }

    @Test
    void a_rotation_is_told_of_with_the_replaced_passwords() {
        SubUser subUser = subUser(Product.MOBILE);
        long before = now();
        var next = Samples.hash();

        store().subUsers().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), ANY_VERSION, LATER,
                old -> old.rotatePassword(next, LATER));

        assertThat(onlyChange(before).passwords()).isEqualTo(subUser.passwords().rotate(next, LATER));
    }

    @Test
    void a_whitelist_change_tells_of_its_sub_user() {
        SubUser subUser = subUser(Product.RESIDENTIAL, Product.MOBILE);
        long before = now();

        WhitelistEntry residential = samples().kept(Samples.defaultEntry(subUser, "198.18.7.0/24"));
        WhitelistEntry mobile = samples().kept(Samples.entry(subUser, Product.MOBILE, "203.0.113.9"));

        SubUserAccess access = onlyChange(before);
        assertThat(access.lists()).isEqualTo(Map.of(Product.RESIDENTIAL, CidrSet.of(List.of(residential.range())),
                Product.MOBILE, CidrSet.of(List.of(mobile.range()))));
        assertThat(access.defaultUsernames()).containsExactly(
                new DefaultUsername(residential.range(), residential.defaultUsername().orElseThrow()));

        long between = now();
        store().whitelists().update(Samples.AUTHOR, subUser.account(), Environment.LIVE, residential.id(), ANY_VERSION,
                entry -> entry.with(Optional.empty(), Optional.empty()));
        assertThat(onlyChange(between).defaultUsernames()).isEmpty();

        long late = now();
        store().whitelists().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, residential.id(), ANY_VERSION);
        assertThat(onlyChange(late).lists()).containsOnlyKeys(Product.MOBILE);
    }

    @Test
    void each_of_many_is_told_of_with_its_own_lists_and_passwords() {
        long before = now();
        List<SubUser> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(samples().kept(Samples.subUser(samples().account(), Environment.LIVE, "many" + i,
                    Product.RESIDENTIAL)));
        }
        // In an order of their own, so that revisions and ids disagree.
        for (int i : new int[]{7, 2, 11, 4, 5, 10, 1}) {
            for (int entry = 0; entry < i % 3; entry++) {
                samples().kept(Samples.entry(all.get(i), "203.0.113." + (10 * i + entry)));
            }
            for (int rotation = 0; rotation < i % 4; rotation++) {
                store().subUsers().update(Samples.AUTHOR, all.get(i).account(), Environment.LIVE, all.get(i).id(),
                        ANY_VERSION, LATER,
                        old -> old.rotatePassword(Samples.hash(), LATER));
            }
        }

        List<SubUserAccess> told = since(before).subUsers();

        assertThat(told).hasSize(12);
        for (SubUserAccess access : told) {
            int i = all.stream().map(SubUser::id).toList().indexOf(access.id());
            boolean changed = Set.of(7, 2, 11, 4, 5, 10, 1).contains(i);
            List<Cidr> listed = access.list(Product.RESIDENTIAL).cidrs();
            assertThat(listed).as("lists of %d", i).hasSize(changed ? i % 3 : 0)
                    .allMatch(range -> range.toString().startsWith("203.0.113." + i));
            assertThat(access.passwords().replaced()).as("passwords of %d", i).hasSize(changed ? i % 4 : 0);
        }
    }

    @Test
    void a_deleted_sub_user_is_told_of_as_deleted_for_good() {
        SubUser subUser = subUser(Product.RESIDENTIAL);
        samples().kept(Samples.entry(subUser, "203.0.113.9"));
        long before = now();

        store().subUsers().delete(Samples.AUTHOR, subUser.account(), Environment.LIVE, subUser.id(), ANY_VERSION,
                LATER);

        SubUserAccess tombstone = onlyChange(before);
        assertThat(tombstone.standing()).isEqualTo(Standing.DELETED);
        assertThat(tombstone.name()).isEqualTo(subUser.name());
        assertThat(tombstone.passwords()).isEqualTo(subUser.passwords());
        assertThat(tombstone.lists()).isEmpty();
        assertThat(since(0).subUsers()).contains(tombstone);
    }

    @Test
    void an_account_that_is_suspended_verified_or_spent_is_told_of_and_none_of_its_sub_users() {
        AccountId account = samples().account();
        samples().keptSubUser(account, "one");
        samples().account();
        ProductLimits limits = Samples.plan().productLimits();
        long before = now();

        change(account, one -> one.suspended(Optional.of("unpaid")).withKycStatus(KycStatus.PENDING));
        assertThat(onlyAccounts(before)).containsExactly(
                new AccountAccess(account, true, false, limits, Set.of()));

        long between = now();
        change(account, one -> one.active().withKycStatus(KycStatus.APPROVED).withVolumes(
                new Volumes(Optional.of(Volume.NONE), Optional.of(new Volume(1)))));
        assertThat(onlyAccounts(between)).containsExactly(
                new AccountAccess(account, false, true, limits, Set.of(Product.RESIDENTIAL)));
        assertThat(since(0).accounts()).extracting(AccountAccess::id).containsOnlyOnce(account);
    }

    @Test
    void what_the_data_plane_does_not_care_about_is_not_told() {
        AccountId account = samples().account();
        change(account, one -> one.withVolumes(new Volumes(Optional.of(new Volume(10)), Optional.empty())));
        String slug = store().accounts().find(account).orElseThrow().plan();
        long before = now();

        change(account, one -> one.withContact("other" + one.email(), Optional.empty()));
        change(account, one -> one.withVolumes(new Volumes(Optional.of(new Volume(9)), Optional.empty())));
        store().ledger().book(Samples.AUTHOR, account, new LedgerEntryId(LedgerEntryId.PREFIX + Samples.ulid()),
                new Credit.Money(new Usd(5)), "x", Samples.NOW);
        assertThat(since(before)).isEqualTo(new AccessChanges(before, List.of(), List.of(), Optional.empty()));

        store().plans().update(Samples.AUTHOR, slug, ANY_VERSION, plan -> new Plan(slug, 1, OptionalLong.empty(), plan
                .products(), 1,
                true));
        assertThat(since(before).isEmpty()).isTrue();
    }

    @Test
    void a_credit_that_ends_a_drought_is_told_of() {
        AccountId account = samples().account();
        change(account, one -> one.withVolumes(new Volumes(Optional.empty(), Optional.of(new Volume(-3)))));
        long before = now();

        store().ledger().book(Samples.AUTHOR, account, new LedgerEntryId(LedgerEntryId.PREFIX + Samples.ulid()),
                new Credit.Traffic(Product.MOBILE, new Volume(4)), "x", Samples.NOW);

        assertThat(onlyAccounts(before)).singleElement().extracting(AccountAccess::spent).isEqualTo(Set.of());
    }

    @Test
    void an_account_that_changes_its_plan_is_told_of() {
        AccountId account = samples().account();
        Plan lower = samples().kept(new Plan(Samples.plan().slug(), 1, OptionalLong.empty(),
                Map.of(Product.MOBILE, new Plan.Limits(1, 2)), 1, false));
        long before = now();

        change(account, one -> one.withPlan(lower.slug()));

        assertThat(onlyAccounts(before)).containsExactly(
                new AccountAccess(account, false, true, lower.productLimits(), Set.of()));
    }

    @Test
    void a_plan_change_tells_of_the_accounts_on_it_and_no_others() {
        Plan plan = samples().kept(Samples.plan());
        Account one = samples().account(plan);
        Account two = samples().account(plan);
        samples().keptSubUser(one.id(), "crawler");
        samples().account();
        Map<Product, Plan.Limits> lowered = Map.of(Product.RESIDENTIAL, new Plan.Limits(5, 6));
        long before = now();

        store().plans().update(Samples.AUTHOR, plan.slug(), ANY_VERSION,
                _ -> new Plan(plan.slug(), 1, OptionalLong.empty(), lowered, 1, false));

        assertThat(onlyAccounts(before)).extracting(AccountAccess::id).containsExactlyInAnyOrder(one.id(), two.id());
        assertThat(onlyAccounts(before)).extracting(AccountAccess::limits).containsOnly(new ProductLimits(lowered));
    }

    @Test
    void an_exit_is_told_of_with_all_exits_and_without_sub_users() {
        subUser(Product.MOBILE);
        long before = now();
        Exit exit = new Exit(new ExitId(ExitId.PREFIX + Samples.ulid()), "local", ExitKind.DIRECT,
                new ExitLabels(Set.of(Product.MOBILE), new LabelValue.Any(), new LabelValue.Any(), new LabelValue.Any(),
                        new LabelValue.Any()),
                Optional.empty(), 10, ExitState.ACTIVE);

        store().exits().insert(Samples.AUTHOR, exit);

        AccessChanges changes = since(before);
        assertThat(changes.exits()).contains(List.of(exit));
        assertThat(changes.subUsers()).isEmpty();
        assertThat(since(changes.revision()).isEmpty()).isTrue();
    }

    @Test
    void a_hundred_thousand_sub_users_are_read_in_seconds() throws StoreUnavailable {
        StoreConfig config = freshConfig();
        try (Store store = Store.open(config, Samples.IDS, Samples.CLOCK); Database database = Database.open(config)) {
            Samples samples = new Samples(store);
            SubUser model = samples.keptSubUser(samples.account(), "crawler");
            database.write(handle -> handle.createUpdate("""
                    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 100000)
                    INSERT INTO sub_users (id, account, environment, name, label, products, status, concurrent_max,
                        rps_max, auth_mode, require_tls, session_strict, password_hash, created_at, updated_at, version,
                        revision)
                    SELECT id || i, account, environment, name || i, label || i, products, status, concurrent_max,
                        rps_max, auth_mode, require_tls, session_strict, password_hash, created_at, updated_at, version,
                        revision
                    FROM sub_users, numbers
                    WHERE id = :id""").bind("id", model.id().value()).execute());

            AccessChanges all = assertTimeout(Duration.ofSeconds(10), () -> store.accessFeed().since(0));

            assertThat(all.subUsers()).hasSize(100_001);
            // A change of their account or plan is one row, however many there are.
            store.accounts().update(Samples.AUTHOR, model.account(), ANY_VERSION, one -> one.suspended(Optional
                    .empty()));
            AccessChanges suspended = store.accessFeed().since(all.revision());
            assertThat(suspended.subUsers()).isEmpty();
            assertThat(suspended.accounts()).hasSize(1);
        }
    }

    @Test
    void who_follows_the_feed_while_many_write_misses_nobody() throws Exception {
        AccountId account = samples().account();
        long revision = now();
        Set<SubUserId> seen = new HashSet<>();
        Set<SubUserId> kept = new HashSet<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); Store beside = secondNode()) {
            List<Future<SubUser>> writes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                SubUser subUser = Samples.subUser(account, "l" + i);
                Store node = i % 2 == 0 ? store() : beside;
                writes.add(threads.submit(() -> {
                    node.subUsers().insert(Samples.AUTHOR, subUser, Samples.PLENTY);
                    return subUser;
                }));
            }
            boolean all = false;
            while (!all) {
                all = writes.stream().allMatch(Future::isDone);
                AccessChanges changes = since(revision);
                changes.subUsers().forEach(access -> seen.add(access.id()));
                revision = changes.revision();
            }
            for (Future<SubUser> write : writes) {
                kept.add(write.get().id());
            }
        }

        assertThat(seen).isEqualTo(kept);
    }
}
