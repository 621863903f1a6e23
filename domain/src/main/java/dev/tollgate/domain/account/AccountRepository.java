package dev.tollgate.domain.account;

import java.util.Optional;

/// Keeps accounts. Thread-safe; each method is one transaction.
public interface AccountRepository {
    /// @throws IllegalStateException if the id or email is taken
    void insert(Account account);

    Optional<Account> find(AccountId id);

    /// The account that runs the installation; empty only before the first start.
    Optional<Account> operator();
}
