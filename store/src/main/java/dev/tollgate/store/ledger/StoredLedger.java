package dev.tollgate.store.ledger;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.ledger.Credit;
import dev.tollgate.domain.ledger.Holdings;
import dev.tollgate.domain.ledger.LedgerEntry;
import dev.tollgate.domain.ledger.LedgerEntryId;
import dev.tollgate.domain.ledger.LedgerRepository;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.store.account.AccountTable;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The ledger. Thread-safe. Writers take turns, so that each credit is added to what the one before it left.
public final class StoredLedger implements LedgerRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredLedger(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Booking book(Author author, AccountId account, LedgerEntryId id, Credit credit, String note,
            Instant now) {
        return database.write(handle -> new AccountTable(handle).find(account)
                .map(before -> switch (Holdings.add(before, credit)) {
                    case Holdings.Sum.Unlimited() -> new Booking.Unlimited();
                    case Holdings.Sum.OutOfRange() -> new Booking.OutOfRange();
                    case Holdings.Sum.Added(Account added, long balance) ->
                        booked(handle, author, before, added, new LedgerEntry(id, account, credit, balance, note, now));
                }).orElseGet(Booking.Missing::new));
    }

    private Booking booked(Handle handle, Author author, Account before, Account added, LedgerEntry entry) {
        Account after = added.following(before);
        new AccountTable(handle).update(before, after);
        new LedgerTable(handle).insert(entry);
        changes.add(handle, author, Change.changed(Action.ACCOUNT_CREDIT, after.id(), before.facts(), after.facts())
                .in(after.id()).tellingIf(after.exhausts(before), EventType.BALANCE_EXHAUSTED));
        return new Booking.Booked(entry, after);
    }

    @Override
    public Page<LedgerEntry> list(AccountId account, PageRequest page) {
        return Pages.page(page, limit -> database.read(handle -> new LedgerTable(handle).list(account, page, limit)));
    }
}
