package dev.tollgate.domain.account;

import dev.tollgate.domain.audit.Author;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Accounts in memory, for tests.
public final class InMemoryAccounts implements AccountRepository {

    private final Map<AccountId, Account> accounts = new ConcurrentHashMap<>();

    @Override
    public void insert(Author author, Account account) {
        boolean emailTaken = accounts.values().stream().anyMatch(one -> one.email().equals(account.email()));
        if (emailTaken || accounts.putIfAbsent(account.id(), account) != null) {
            throw new IllegalStateException("id or email is taken");
        }
    }

    /// Puts an account in the place of the one with its id.
    public void replace(Account account) {
        accounts.put(account.id(), account);
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Optional<Account> operator() {
        return accounts.values().stream().filter(Account::operator).findFirst();
    }

    @Override
    public synchronized Update update(Author author, AccountId id, OptionalLong expectedVersion, UnaryOperator<Account> change) {
        Account before = accounts.get(id);
        if (before == null) {
            return new Update.Missing();
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion(before.version());
        }
        Account wanted = change.apply(before);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (accounts.values().stream().anyMatch(one -> !one.id().equals(id) && one.email().equals(wanted.email()))) {
            return new Update.EmailTaken();
        }
        Account after = new Account(id, wanted.email(), wanted.company(), wanted.plan(), wanted.status(),
                before.operator(), wanted.kycStatus(), before.createdAt(), before.version() + 1);
        accounts.put(id, after);
        return new Update.Updated(after);
    }
}
