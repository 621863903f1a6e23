package dev.tollgate.store.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Accounts. Thread-safe.
public final class StoredAccounts implements AccountRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredAccounts(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Insertion insert(Author author, Account account) {
        return database.write(handle -> {
            AccountTable table = new AccountTable(handle);
            if (table.planMissing(account.plan())) {
                return new Insertion.PlanMissing();
            }
            if (table.emailTaken(account)) {
                return new Insertion.EmailTaken();
            }
            table.insert(account);
            changes.add(handle, author,
                    Change.made(Action.ACCOUNT_CREATE, account.id(), account.facts()).in(account.id()));
            return new Insertion.Inserted();
        });
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return database.read(handle -> new AccountTable(handle).find(id));
    }

    @Override
    public Page<Account> list(PageRequest page) {
        return Pages.page(page, limit -> database.read(handle -> new AccountTable(handle).list(page, limit)));
    }

    @Override
    public Optional<Account> operator() {
        return database.read(handle -> new AccountTable(handle).operator());
    }

    @Override
    public Update update(Author author, AccountId id, OptionalLong expectedVersion, UnaryOperator<Account> change) {
        return database.write(handle -> new AccountTable(handle).find(id).map(account -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != account.version()) {
                return new Update.OtherVersion(account.version());
            }
            return changed(handle, author, account, change.apply(account));
        }).orElseGet(Update.Missing::new));
    }

    private Update changed(Handle handle, Author author, Account before, Account wanted) {
        AccountTable table = new AccountTable(handle);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (!wanted.plan().equals(before.plan()) && table.planMissing(wanted.plan())) {
            return new Update.PlanMissing();
        }
        if (table.emailTaken(wanted)) {
            return new Update.EmailTaken();
        }
        Account after = wanted.following(before);
        table.update(before, after);
        changes.add(handle, author, Change
                .changed(Action.ACCOUNT_UPDATE, after.id(), before.facts(), after.facts()).in(after.id())
                .tellingIf(becomes(AccountStatus.SUSPENDED, before, after), EventType.ACCOUNT_SUSPENDED)
                .tellingIf(becomes(AccountStatus.ACTIVE, before, after), EventType.ACCOUNT_RESTORED)
                .tellingIf(before.kycStatus() != after.kycStatus(), EventType.KYC_UPDATED)
                .tellingIf(after.exhausts(before), EventType.BALANCE_EXHAUSTED));
        return new Update.Updated(after);
    }

    private static boolean becomes(AccountStatus status, Account before, Account after) {
        return before.status() != status && after.status() == status;
    }
}
