package dev.tollgate.domain.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Keeps sub-users. Thread-safe; each method is one transaction, and a change raises the store's revision with it, so
/// that [dev.tollgate.domain.admission.AccessFeed] tells of it.
///
/// Every look-up is by account and environment: an id of another one answers like an id that does not exist.
public interface SubUserRepository {
    /// @throws IllegalStateException if the id or the name was issued before, or there is no such account
    /// @param atMost living sub-users the account may have in that environment, the new one included
    Insertion insert(Author author, SubUser subUser, int atMost);

    Optional<SubUser> find(AccountId account, Environment environment, SubUserId id);

    Optional<SubUser> findByName(AccountId account, Environment environment, String name);

    /// Newest first.
    Page<SubUser> list(AccountId account, Environment environment, SubUserFilter filter, PageRequest page);

    /// Reads, changes and writes in one transaction. If `change` returns an equal value nothing is written and the
    /// version stays; otherwise [SubUser#changed] is applied.
    ///
    /// @param expectedVersion of `If-Match`, if there was one
    Update update(Author author, AccountId account, Environment environment, SubUserId id, OptionalLong expectedVersion,
            Instant now, UnaryOperator<SubUser> change);

    /// Buries the name for good, frees the label and removes the whitelist entries.
    Deletion delete(Author author, AccountId account, Environment environment, SubUserId id,
            OptionalLong expectedVersion, Instant now);

    /// What came of [#insert].
    sealed interface Insertion {
        record Inserted() implements Insertion {}

        record LabelTaken() implements Insertion {}

        record TooMany() implements Insertion {}
    }

    /// What came of [#update].
    sealed interface Update {
        record Updated(SubUser subUser) implements Update {}

        record Missing() implements Update {}

        record OtherVersion(long current) implements Update {}

        record LabelTaken() implements Update {}
    }

    /// What came of [#delete].
    sealed interface Deletion {
        record Deleted(SubUser subUser) implements Deletion {}

        record Missing() implements Deletion {}

        record OtherVersion(long current) implements Deletion {}
    }
}
