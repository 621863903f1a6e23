package dev.tollgate.domain.ledger;

import dev.tollgate.domain.account.AccountId;
import java.time.Instant;

/// One credit, and what the account held right after it.
///
/// @param balanceAfter in the unit of the credit: micro-dollars, or bytes of its product
/// @param note of the operator
public record LedgerEntry(LedgerEntryId id, AccountId account, Credit credit, long balanceAfter, String note,
        Instant at) {}
