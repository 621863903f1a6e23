package dev.tollgate.store.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.AccountRepository.Update;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
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

    private static Account changed(Account a, String email, Optional<String> company, AccountStatus status) {
        return new Account(a.id(), email, company, a.plan(), status, a.operator(), KycStatus.NOT_SUBMITTED, a
                .createdAt(),
                a.version());
    }

    private static Account operator(Account a) {
        return new Account(a.id(), a.email(), Optional.empty(), a.plan(), a.status(), true, a.kycStatus(), a
                .createdAt(),
                a.version());
    }

    @Test
    void an_account_comes_back_as_it_was_kept() {
        Plan plan = Samples.plan();
        store().plans().save(Samples.AUTHOR, plan);
        Account account = Samples.account(plan.slug());

        accounts().insert(Samples.AUTHOR, account);

        assertThat(accounts().find(account.id())).contains(account);
        assertThat(accounts().find(new AccountId("usr_unknown"))).isEmpty();
    }

    @Test
    void a_taken_id_a_taken_email_and_an_unknown_plan_are_refused() {
        Account first = kept();
        Account other = Samples.account(first.plan());

        assertThatThrownBy(() -> accounts().insert(Samples.AUTHOR, first)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> accounts()
                .insert(Samples.AUTHOR, changed(other, first.email(), Optional.empty(), AccountStatus.ACTIVE)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> accounts().insert(Samples.AUTHOR, Samples.account("no-such-plan")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(accounts().find(other.id())).isEmpty();
    }

    @Test
    void there_is_one_operator() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            Plan.shipped().forEach(plan -> fresh.plans().save(Samples.AUTHOR, plan));
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
                account -> changed(account, "new" + before.email(), Optional.of("New"), AccountStatus.SUSPENDED));

        Account after = new Account(before.id(), "new" + before.email(), Optional.of("New"), before.plan(),
                AccountStatus.SUSPENDED, false, KycStatus.NOT_SUBMITTED, before.createdAt(), 2);
        assertThat(update).isEqualTo(new Update.Updated(after));
        assertThat(accounts().find(before.id())).contains(after);
    }

    @Test
    void an_equal_value_another_version_an_unknown_id_and_a_taken_email_change_nothing() {
        Account account = kept();
        Account other = kept();

        assertThat(accounts().update(Samples.AUTHOR, account.id(), OptionalLong.empty(), same -> same))
                .isEqualTo(new Update.Updated(account));
        assertThat(accounts().update(Samples.AUTHOR, account.id(), OptionalLong.of(2), same -> same))
                .isEqualTo(new Update.OtherVersion(1));
        assertThat(accounts().update(Samples.AUTHOR, new AccountId("usr_unknown"), OptionalLong.empty(), same -> same))
                .isEqualTo(new Update.Missing());
        assertThat(accounts().update(Samples.AUTHOR, account.id(), OptionalLong.empty(),
                a -> changed(a, other.email(), a.company(), a.status()))).isEqualTo(new Update.EmailTaken());
        assertThat(accounts().find(account.id())).contains(account);
    }
}
