package dev.tollgate.domain.whitelist;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Keeps whitelist entries. Thread-safe; each method is one transaction, and a change raises the store's revision with it.
/// Every look-up is by account and environment.
public interface WhitelistRepository {
    Insertion insert(Author author, WhitelistEntry entry);

    Optional<WhitelistEntry> find(AccountId account, Environment environment, WhitelistEntryId id);

    /// Newest first.
    Page<WhitelistEntry> list(AccountId account, Environment environment, WhitelistFilter filter, PageRequest page);

    /// Reads, changes and writes in one transaction. If `change` returns an equal value nothing is written and the version
    /// stays; otherwise [WhitelistEntry#changed] is applied.
    Update update(Author author, AccountId account, Environment environment, WhitelistEntryId id,
            OptionalLong expectedVersion, UnaryOperator<WhitelistEntry> change);

    Deletion delete(Author author, AccountId account, Environment environment, WhitelistEntryId id,
            OptionalLong expectedVersion);

    /// What came of [#insert].
    sealed interface Insertion {
        record Inserted() implements Insertion {}

        /// The sub-user was deleted meanwhile.
        record SubUserMissing() implements Insertion {}

        record AlreadyListed() implements Insertion {}

        record ListFull() implements Insertion {}

        /// An overlapping entry, of whatever account, has a default username.
        record DefaultUsernameConflict() implements Insertion {}
    }

    /// What came of [#update].
    sealed interface Update {
        record Updated(WhitelistEntry entry) implements Update {}

        record Missing() implements Update {}

        record OtherVersion(long current) implements Update {}

        record DefaultUsernameConflict() implements Update {}
    }

    /// What came of [#delete].
    enum Deletion {
        DELETED, MISSING, OTHER_VERSION
    }
}
