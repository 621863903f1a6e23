package dev.tollgate.store.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.AccountRepository.Insertion;
import dev.tollgate.domain.account.AccountRepository.Update;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.account.Language;
import dev.tollgate.domain.account.Preferences;
import dev.tollgate.domain.account.Volumes;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

abstract class AccountRepositoryContract extends StoreTest {
    AccountRepositoryContract(TestDatabase database) {
        super(database);
    }

    private AccountRepository accounts() {
        return store().accounts();
    }

    private Account kept() {
        return accounts().find(samples().account()).orElseThrow();
    }

    private static Account operator(Account a) {
        return Account.opened(a.id(), a.email(), Optional.empty(), a.plan(), true, a.createdAt());
    }

    private static Account rich(Account a) {
        return a.withContact("New." + a.email(), Optional.of("")).suspended(Optional.of("unpaid"))
                .withKycStatus(KycStatus.REJECTED)
                .withPreferences(new Preferences(Language.ZH_CN, ZoneId.of("Asia/Shanghai")))
                .withBalance(new Usd(-12_345_678)).withVolumes(new Volumes(Optional.of(new Volume(1)), Optional.of(
                        new Volume(-2))));
    }

    @Test
    void an_account_comes_back_as_it_was_kept() {
        Plan plan = samples().kept(Samples.plan());
        Account account = Samples.account(plan.slug());
        Account other = rich(Samples.account(plan.slug()));

        assertThat(accounts().insert(Samples.AUTHOR, account)).isEqualTo(new Insertion.Inserted());
        assertThat(accounts().insert(Samples.AUTHOR, other)).isEqualTo(new Insertion.Inserted());

        assertThat(accounts().find(account.id())).contains(account);
        assertThat(accounts().find(other.id())).contains(other);
        assertThat(accounts().find(new AccountId("usr_unknown"))).isEmpty();
    }

    @Test
    void a_taken_email_in_any_capitals_an_unknown_plan_and_a_taken_id_are_refused() {
        Account first = kept();
        Account other = Samples.account(first.plan());

        assertThat(accounts().insert(Samples.AUTHOR, other.withContact(first.email(), Optional.empty())))
                .isEqualTo(new Insertion.EmailTaken());
        assertThat(accounts().insert(Samples.AUTHOR, other.withContact(first.email().toUpperCase(Locale.ROOT), Optional
                .empty())))
                .isEqualTo(new Insertion.EmailTaken());
        assertThat(accounts().insert(Samples.AUTHOR, other.withPlan("no-such-plan"))).isEqualTo(
                new Insertion.PlanMissing());
        assertThat(accounts().find(other.id())).isEmpty();
        assertThatThrownBy(() -> accounts().insert(Samples.AUTHOR, first.withContact("other" + first.email(), Optional
                .empty())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(accounts().find(first.id())).contains(first);
    }

    @Test
    void there_is_one_operator() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            Samples samples = new Samples(fresh);
            Plan.shipped().forEach(samples::kept);
            assertThat(fresh.accounts().operator()).isEmpty();
            Account operator = operator(Samples.account(Plan.EMBEDDED_DEFAULT));

            fresh.accounts().insert(Samples.AUTHOR, Samples.account("pro"));
            fresh.accounts().insert(Samples.AUTHOR, operator);

            assertThat(fresh.accounts().operator()).contains(operator);
            assertThatThrownBy(() -> fresh.accounts().insert(Samples.AUTHOR, operator(Samples.account("pro"))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_change_counts_the_version_up() {
        Account before = kept();

        Update update = accounts().update(Samples.AUTHOR, before.id(), OptionalLong.of(1),
                AccountRepositoryContract::rich);

        Account after = rich(before).following(before);
        assertThat(after.version()).isEqualTo(2);
        assertThat(update).isEqualTo(new Update.Updated(after));
        assertThat(accounts().find(before.id())).contains(after);
    }

    @Test
    void what_an_account_is_and_since_when_does_not_change() {
        Account before = kept();

        accounts().update(Samples.AUTHOR, before.id(), OptionalLong.empty(),
                a -> Account.opened(new AccountId("usr_other"), a.email(), a.company(), a.plan(), true, Instant.EPOCH));

        Account after = accounts().find(before.id()).orElseThrow();
        assertThat(after.operator()).isFalse();
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(accounts().find(new AccountId("usr_other"))).isEmpty();
    }

    @Test
    void an_equal_value_another_version_an_unknown_id_a_taken_email_and_an_unknown_plan_change_nothing() {
        Account account = kept();
        Account other = kept();

        assertThat(accounts().update(Samples.AUTHOR, account.id(), OptionalLong.empty(), same -> same))
                .isEqualTo(new Update.Updated(account));
        assertThat(accounts().update(Samples.AUTHOR, account.id(), OptionalLong.of(2), same -> same))
                .isEqualTo(new Update.OtherVersion(1));
        assertThat(accounts().update(Samples.AUTHOR, new AccountId("usr_unknown"), OptionalLong.empty(), same -> same))
                .isEqualTo(new Update.Missing());
        assertThat(accounts().update(Samples.AUTHOR, account.id(), OptionalLong.empty(),
                a -> a.withContact(other.email().toUpperCase(Locale.ROOT), a.company())))
                .isEqualTo(new Update.EmailTaken());
        assertThat(accounts().update(Samples.AUTHOR, account.id(), OptionalLong.empty(), a -> a.withPlan(
                "no-such-plan")))
                .isEqualTo(new Update.PlanMissing());
        assertThat(accounts().find(account.id())).contains(account);
    }

    @Test
    void an_address_may_change_its_own_capitals() {
        Account account = kept();
        String capitals = account.email().toUpperCase(Locale.ROOT);

        accounts().update(Samples.AUTHOR, account.id(), OptionalLong.empty(), a -> a.withContact(capitals, a
                .company()));

        assertThat(accounts().find(account.id()).orElseThrow().email()).isEqualTo(capitals);
    }

    @Test
    void accounts_are_listed_newest_first_page_by_page() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            Samples samples = new Samples(fresh);
            Plan plan = samples.kept(Samples.plan());
            List<Account> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(samples.account(plan));
            }

            Page<Account> first = fresh.accounts().list(new PageRequest(3, Optional.empty()));
            Page<Account> second = fresh.accounts()
                    .list(new PageRequest(3, Optional.of(first.items().getLast().id().value())));

            assertThat(first.items()).containsExactlyElementsOf(made.reversed().subList(0, 3));
            assertThat(first.more()).isTrue();
            assertThat(second.items()).containsExactlyElementsOf(made.reversed().subList(3, 5));
            assertThat(second.more()).isFalse();
        }
    }
}
