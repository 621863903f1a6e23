package dev.tollgate.domain.ledger;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;

/// Keeps the ledger. Thread-safe; each method is one transaction. There is no method that changes an entry, and the database
/// refuses to.
public interface LedgerRepository {
    /// Adds to what the account holds and writes the entry, together. A change that the data plane must see raises the store's
    /// revision with it.
    Booking book(Author author, AccountId account, LedgerEntryId id, Credit credit, String note, Instant now);

    Page<LedgerEntry> list(AccountId account, PageRequest page);

    /// What came of [#book].
    sealed interface Booking {
        /// @param account after it
        record Booked(LedgerEntry entry, Account account) implements Booking {}

        record Missing() implements Booking {}

        /// There is no end to the volume, so that nothing can be added to it.
        record Unlimited() implements Booking {}

        /// The account would hold more than can be, of either sign.
        record OutOfRange() implements Booking {}
    }
}
