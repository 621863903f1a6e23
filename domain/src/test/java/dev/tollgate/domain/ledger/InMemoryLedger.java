package dev.tollgate.domain.ledger;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.AccountRepository.Update;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/// The ledger in memory, over accounts that are kept elsewhere, for tests.
public final class InMemoryLedger implements LedgerRepository {

    private final AccountRepository accounts;
    private final List<LedgerEntry> newestFirst = new CopyOnWriteArrayList<>();

    public InMemoryLedger(AccountRepository accounts) {
        this.accounts = accounts;
    }

    @Override
    public synchronized Booking book(Author author, AccountId account, LedgerEntryId id, Credit credit, String note,
            Instant now) {
        Optional<Account> before = accounts.find(account);
        if (before.isEmpty()) {
            return new Booking.Missing();
        }
        return switch (Holdings.add(before.get(), credit)) {
            case Holdings.Sum.Unlimited() -> new Booking.Unlimited();
            case Holdings.Sum.OutOfRange() -> new Booking.OutOfRange();
            case Holdings.Sum.Added(Account added, long balance) -> {
                LedgerEntry entry = new LedgerEntry(id, account, credit, balance, note, now);
                newestFirst.addFirst(entry);
                yield switch (accounts.update(author, account, OptionalLong.empty(), _ -> added)) {
                    case Update.Updated(Account after) -> new Booking.Booked(entry, after);
                    case Update other -> throw new IllegalStateException("not booked: " + other);
                };
            }
        };
    }

    @Override
    public Page<LedgerEntry> list(AccountId account, PageRequest page) {
        List<LedgerEntry> older = newestFirst.stream().filter(one -> one.account().equals(account))
                .filter(one -> page.before().map(before -> one.id().value().compareTo(before) < 0).orElse(true))
                .toList();
        return new Page<>(older.stream().limit(page.limit()).toList(), older.size() > page.limit());
    }
}
