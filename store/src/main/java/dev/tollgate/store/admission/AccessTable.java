package dev.tollgate.store.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.DefaultUsername;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.store.database.Alongside;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.subuser.ReplacedPasswordTable;
import dev.tollgate.store.subuser.SubUserTable;
import dev.tollgate.store.whitelist.WhitelistTable;
import dev.tollgate.store.whitelist.WhitelistTable.Listing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Sub-users as the data plane sees them, joined from the tables that make them up: a fixed number of queries, read side by side
/// in one pass, however many sub-users there are.
///
/// What many sub-users have in common, such as their account's id and their products, is made once and shared.
final class AccessTable {
    private final Handle handle;
    private final long revision;
    private final Map<String, AccountId> accounts = new HashMap<>();
    private final Map<String, Set<Product>> products = new HashMap<>();

    /// @param revision of which later changes are wanted
    AccessTable(Handle handle, long revision) {
        this.handle = handle;
        this.revision = revision;
    }

    List<SubUserAccess> changed() {
        try (Alongside<Passwords.Replaced> replaced = new ReplacedPasswordTable(handle).changedAfter(revision);
                Alongside<Listing> listings = new WhitelistTable(handle).changedAfter(revision)) {
            return handle.select("""
                    SELECT id, account, environment, name, products, status, concurrent_max, rps_max, auth_mode,
                        require_tls, password_hash, deleted_at
                    FROM sub_users
                    WHERE revision > ?
                    ORDER BY revision, id""", revision)
                    .map((row, _) -> access(row, replaced, listings)).list();
        }
    }

    private SubUserAccess access(ResultSet row, Alongside<Passwords.Replaced> replaced, Alongside<Listing> listings)
            throws SQLException {
        String id = row.getString("id");
        List<Listing> own = listings.of(id);
        Passwords passwords = new Passwords(SecretHash.ofHex(row.getString("password_hash")), replaced.of(id));
        return new SubUserAccess(new SubUserId(id), accounts.computeIfAbsent(row.getString("account"), AccountId::new),
                Columns.constant(Environment.class, row, "environment"), row.getString("name"), standing(row),
                products(row.getString("products")), row.getInt("concurrent_max"), row.getInt("rps_max"),
                Columns.constant(AuthMode.class, row, "auth_mode"), row.getBoolean("require_tls"), passwords,
                lists(own), defaultUsernames(own));
    }

    private Set<Product> products(String text) {
        // Immutable, so that the sub-users share it instead of copying it.
        return products.computeIfAbsent(text, one -> Set.copyOf(SubUserTable.products(one)));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        if (Columns.optionalMoment(row, "deleted_at").isPresent()) {
            return Standing.DELETED;
        }
        return switch (Columns.constant(SubUserStatus.class, row, "status")) {
            case ACTIVE -> Standing.ACTIVE;
            case DISABLED -> Standing.DISABLED;
        };
    }

    private static Map<Product, CidrSet> lists(List<Listing> own) {
        if (own.isEmpty()) {
            return Map.of();
        }
        Map<Product, List<Cidr>> ranges = new EnumMap<>(Product.class);
        own.forEach(entry -> ranges.computeIfAbsent(entry.product(), _ -> new ArrayList<>()).add(entry.range()));
        Map<Product, CidrSet> lists = new EnumMap<>(Product.class);
        ranges.forEach((product, list) -> lists.put(product, CidrSet.of(list)));
        return lists;
    }

    private static List<DefaultUsername> defaultUsernames(List<Listing> own) {
        return own.stream().flatMap(
                entry -> entry.defaultUsername().map(name -> new DefaultUsername(entry.range(), name)).stream())
                .toList();
    }
}
