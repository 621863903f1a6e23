package dev.tollgate.store.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Accounts. Thread-safe.
public final class StoredAccounts implements AccountRepository {
    private final Database database;

    public StoredAccounts(Database database) {
        this.database = database;
    }

    @Override
    public Insertion insert(Account account) {
        return database.write(handle -> {
            AccountTable table = new AccountTable(handle);
            if (table.planMissing(account.plan())) {
                return new Insertion.PlanMissing();
            }
            if (table.emailTaken(account)) {
                return new Insertion.EmailTaken();
            }
            table.insert(account);
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
    public Update update(AccountId id, OptionalLong expectedVersion, UnaryOperator<Account> change) {
        return database.write(handle -> new AccountTable(handle).find(id).map(account -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != account.version()) {
                return new Update.OtherVersion(account.version());
            }
            return changed(handle, account, change.apply(account));
        }).orElseGet(Update.Missing::new));
    }

    private static Update changed(Handle handle, Account before, Account wanted) {
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
        return new Update.Updated(after);
    }
}
