package dev.tollgate.store.ledger;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.ledger.Credit;
import dev.tollgate.domain.ledger.LedgerEntry;
import dev.tollgate.domain.ledger.LedgerEntryId;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `ledger`. Rows are only ever added; triggers refuse everything else.
final class LedgerTable {
    private final Handle handle;

    LedgerTable(Handle handle) {
        this.handle = handle;
    }

    void insert(LedgerEntry entry) {
        Optional<Product> product = switch (entry.credit()) {
            case Credit.Money _ -> Optional.empty();
            case Credit.Traffic(Product credited, Volume _) -> Optional.of(credited);
        };
        long amount = switch (entry.credit()) {
            case Credit.Money(Usd money) -> money.micros();
            case Credit.Traffic(Product _, Volume volume) -> volume.bytes();
        };
        handle.createUpdate("""
                INSERT INTO ledger (id, account, position, product, amount, balance_after, note, at)
                VALUES (:id, :account,
                    (SELECT COALESCE(MAX(position), 0) + 1 FROM ledger WHERE account = :account),
                    :product, :amount, :balance, :note, :at)""")
                .bind("id", entry.id().value())
                .bind("account", entry.account().value())
                .bind("product", product.map(Columns::word))
                .bind("amount", amount)
                .bind("balance", entry.balanceAfter())
                .bind("note", entry.note())
                .bind("at", entry.at().toEpochMilli())
                .execute();
    }

    List<LedgerEntry> list(AccountId account, PageRequest page, int limit) {
        return handle.createQuery("""
                SELECT id, account, product, amount, balance_after, note, at
                FROM ledger
                WHERE account = :account AND position < :before
                ORDER BY position DESC
                LIMIT :limit""")
                .bind("account", account.value())
                .bind("before", page.before().map(id -> position(account, id)).orElse(Long.MAX_VALUE))
                .bind("limit", limit)
                .map((row, _) -> entry(row)).list();
    }

    /// Of an entry that is not the account's: in front of them all.
    private long position(AccountId account, String id) {
        return handle.select("SELECT position FROM ledger WHERE account = ? AND id = ?", account.value(), id)
                .mapTo(Long.class).findOne().orElse(0L);
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        long amount = row.getLong("amount");
        Credit credit = Columns.optionalText(row, "product")
                .map(product -> Product.valueOf(product.toUpperCase(Locale.ROOT)))
                .<Credit>map(product -> new Credit.Traffic(product, new Volume(amount)))
                .orElseGet(() -> new Credit.Money(new Usd(amount)));
        return new LedgerEntry(new LedgerEntryId(row.getString("id")), new AccountId(row.getString("account")), credit,
                row.getLong("balance_after"), row.getString("note"), Columns.moment(row, "at"));
    }
}
