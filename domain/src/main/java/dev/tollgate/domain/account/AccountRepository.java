package dev.tollgate.domain.account;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Keeps accounts. Thread-safe; each method is one transaction, and a change that the data plane must see raises the store's
/// revision with it.
public interface AccountRepository {
    /// @throws IllegalStateException if the id is taken, or it is a second operator
    Insertion insert(Author author, Account account);

    Optional<Account> find(AccountId id);

    /// Of all accounts.
    Page<Account> list(PageRequest page);

    /// The account that runs the installation; empty only before the first start.
    Optional<Account> operator();

    /// Reads, changes and writes in one transaction; an equal value writes nothing, any other counts the version up. What an
    /// account is and when it was made (id, operator, creation) does not change.
    Update update(Author author, AccountId id, OptionalLong expectedVersion, UnaryOperator<Account> change);

    /// What came of [#insert].
    sealed interface Insertion {
        record Inserted() implements Insertion {}

        record EmailTaken() implements Insertion {}

        record PlanMissing() implements Insertion {}
    }

    /// What came of [#update].
    sealed interface Update {
        record Updated(Account account) implements Update {}

        record Missing() implements Update {}

        record OtherVersion(long current) implements Update {}

        record EmailTaken() implements Update {}

        record PlanMissing() implements Update {}
    }
}
