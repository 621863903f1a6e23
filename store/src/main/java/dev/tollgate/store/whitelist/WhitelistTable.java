package dev.tollgate.store.whitelist;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.domain.whitelist.WhitelistEntryId;
import dev.tollgate.domain.whitelist.WhitelistFilter;
import dev.tollgate.store.database.Alongside;
import dev.tollgate.store.database.Alongside.Owned;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Conditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `whitelist_entries`.
public final class WhitelistTable {
    private final Handle handle;

    public WhitelistTable(Handle handle) {
        this.handle = handle;
    }

    Optional<WhitelistEntry> find(AccountId account, Environment environment, WhitelistEntryId id) {
        return entries(new Conditions().and("id = :id", "id", Optional.of(id.value())), account, environment, 1)
                .stream()
                .findFirst();
    }

    List<WhitelistEntry> list(AccountId account, Environment environment, WhitelistFilter filter, PageRequest page,
            int limit) {
        Conditions conditions = new Conditions()
                .and("sub_user = :subUser", "subUser", filter.subUser().map(SubUserId::value))
                .and("product = :product", "product", filter.product().map(Columns::word))
                .and("first_address <= :address AND last_address >= :address", "address",
                        filter.matching().map(SortableAddress::of))
                .and("id < :before", "before", page.before());
        return entries(conditions, account, environment, limit);
    }

    private List<WhitelistEntry> entries(Conditions conditions, AccountId account, Environment environment, int limit) {
        conditions.and("account = :account", "account", Optional.of(account.value()))
                .and("environment = :environment", "environment", Optional.of(Columns.word(environment)));
        return handle.createQuery("""
                SELECT id, account, environment, sub_user, product, source_range, label, default_username, created_at,
                    version
                FROM whitelist_entries
                WHERE %s
                ORDER BY id DESC
                LIMIT :limit""".formatted(conditions.sql()))
                .bindMap(conditions.values())
                .bind("limit", limit)
                .map((row, _) -> entry(row))
                .list();
    }

    /// What the data plane must know of an entry.
    public record Listing(Product product, Cidr range, Optional<String> defaultUsername) {}

    /// Those of all sub-users that changed after `revision`, these in the order of their revisions and ids.
    ///
    /// The CROSS JOIN is for SQLite, which then begins with the sub-users: by itself it would walk through all entries, however
    /// few sub-users changed.
    public Alongside<Listing> changedAfter(long revision) {
        return new Alongside<>(handle.select("""
                SELECT e.sub_user, e.product, e.source_range, e.default_username
                FROM sub_users s
                CROSS JOIN whitelist_entries e
                WHERE s.revision > ? AND e.sub_user = s.id
                ORDER BY s.revision, s.id, e.id""", revision)
                .map((row, _) -> new Owned<>(row.getString("sub_user"),
                        new Listing(Columns.constant(Product.class, row, "product"),
                                Cidr.parse(row.getString("source_range")).orElseThrow(),
                                Columns.optionalText(row, "default_username")))));
    }

    boolean listed(SubUserId subUser, Product product, Cidr range) {
        return handle.select("SELECT 1 FROM whitelist_entries WHERE sub_user = ? AND product = ? AND source_range = ?",
                subUser.value(), Columns.word(product), range.toString()).mapTo(Integer.class).findOne().isPresent();
    }

    int count(SubUserId subUser, Product product) {
        return handle.select("SELECT COUNT(*) FROM whitelist_entries WHERE sub_user = ? AND product = ?",
                subUser.value(), Columns.word(product)).mapTo(Integer.class).one();
    }

    /// Whether an entry other than `id`, of whatever account, has a default username and shares an address with `range`.
    ///
    /// Entries that have one never overlap each other, so only the last that begins before the end of `range` can reach
    /// into it.
    boolean defaultUsernameIn(Cidr range, WhitelistEntryId id) {
        return handle.select("""
                SELECT last_address
                FROM whitelist_entries
                WHERE default_username IS NOT NULL AND id <> ? AND first_address <= ?
                ORDER BY first_address DESC
                LIMIT 1""", id.value(), SortableAddress.last(range)).mapTo(String.class).findOne()
                .filter(last -> last.compareTo(SortableAddress.first(range)) >= 0).isPresent();
    }

    void insert(WhitelistEntry entry) {
        handle.createUpdate("""
                INSERT INTO whitelist_entries (id, account, environment, sub_user, product, source_range, first_address,
                    last_address, label, default_username, created_at, version)
                VALUES (:id, :account, :environment, :subUser, :product, :range, :first, :last, :label,
                    :defaultUsername, :createdAt, :version)""")
                .bind("id", entry.id().value())
                .bind("account", entry.account().value())
                .bind("environment", Columns.word(entry.environment()))
                .bind("subUser", entry.subUser().value())
                .bind("product", Columns.word(entry.product()))
                .bind("range", entry.range().toString())
                .bind("first", SortableAddress.first(entry.range()))
                .bind("last", SortableAddress.last(entry.range()))
                .bind("label", entry.label())
                .bind("defaultUsername", entry.defaultUsername())
                .bind("createdAt", entry.createdAt().toEpochMilli())
                .bind("version", entry.version())
                .execute();
    }

    void update(WhitelistEntry entry) {
        handle.createUpdate("""
                UPDATE whitelist_entries
                SET label = :label, default_username = :defaultUsername, version = :version
                WHERE id = :id""")
                .bind("id", entry.id().value())
                .bind("label", entry.label())
                .bind("defaultUsername", entry.defaultUsername())
                .bind("version", entry.version())
                .execute();
    }

    void delete(WhitelistEntryId id) {
        handle.execute("DELETE FROM whitelist_entries WHERE id = ?", id.value());
    }

    private static WhitelistEntry entry(ResultSet row) throws SQLException {
        return new WhitelistEntry(new WhitelistEntryId(row.getString("id")), new AccountId(row.getString("account")),
                Columns.constant(Environment.class, row, "environment"), new SubUserId(row.getString("sub_user")),
                Columns.constant(Product.class, row, "product"), Cidr.parse(row.getString("source_range"))
                        .orElseThrow(),
                Columns.optionalText(row, "label"), Columns.optionalText(row, "default_username"),
                Columns.moment(row, "created_at"), row.getLong("version"));
    }
}
