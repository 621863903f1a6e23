package dev.tollgate.store.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Revision;
import dev.tollgate.store.subuser.SubUserTable;
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
    public void insert(Account account) {
        database.write(handle -> {
            new AccountTable(handle).insert(account);
            return Revision.next(handle);
        });
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return database.read(handle -> new AccountTable(handle).find(id));
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
        if (table.emailTaken(wanted.email(), before.id())) {
            return new Update.EmailTaken();
        }
        Account after = new Account(before.id(), wanted.email(), wanted.company(), wanted.plan(), wanted.status(),
                before.operator(), wanted.kycStatus(), before.createdAt(), before.version() + 1);
        table.update(after);
        new SubUserTable(handle).touchAllOf(before.id(), Revision.next(handle));
        return new Update.Updated(after);
    }
}
