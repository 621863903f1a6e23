package dev.tollgate.domain.account;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Accounts in memory, for tests.
public final class InMemoryAccounts implements AccountRepository {

    private final Map<AccountId, Account> accounts = new ConcurrentHashMap<>();

    @Override
    public void insert(Account account) {
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
}
