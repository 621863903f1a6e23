package dev.tollgate.store.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.DefaultUsername;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.store.database.Alongside;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.plan.PlanTable;
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
/// What many sub-users have in common, such as their account's id and what they are allowed, is made once and shared.
final class AccessTable {
    private final Handle handle;
    private final long revision;
    private final Map<String, Plan> plans;
    private final Map<String, AccountId> accounts = new HashMap<>();
    private final Map<Terms, Map<Product, Allowance>> allowances = new HashMap<>();

    /// What decides the allowances of a sub-user.
    private record Terms(String plan, String products, int concurrentMax, int rpsMax) {}

    /// @param revision of which later changes are wanted
    AccessTable(Handle handle, long revision) {
        this.handle = handle;
        this.revision = revision;
        this.plans = new PlanTable(handle).all();
    }

    List<SubUserAccess> changed() {
        try (Alongside<Passwords.Replaced> replaced = new ReplacedPasswordTable(handle).changedAfter(revision);
                Alongside<Listing> listings = new WhitelistTable(handle).changedAfter(revision)) {
            return handle.select("""
                    SELECT s.id, s.account, s.environment, s.name, s.products, s.status, s.concurrent_max, s.rps_max,
                        s.auth_mode, s.require_tls, s.password_hash, s.deleted_at, a.status AS account_status,
                        a.kyc_status, a.plan
                    FROM sub_users s
                    JOIN accounts a ON a.id = s.account
                    WHERE s.revision > ?
                    ORDER BY s.revision, s.id""", revision)
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
                Columns.constant(AccountStatus.class, row, "account_status") == AccountStatus.SUSPENDED,
                Columns.constant(KycStatus.class, row, "kyc_status") == KycStatus.APPROVED, allowances(row),
                Columns.constant(AuthMode.class, row, "auth_mode"), row.getBoolean("require_tls"), passwords, lists(
                        own),
                defaultUsernames(own));
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

    private Map<Product, Allowance> allowances(ResultSet row) throws SQLException {
        return allowances.computeIfAbsent(new Terms(row.getString("plan"), row.getString("products"),
                row.getInt("concurrent_max"), row.getInt("rps_max")), this::allowances);
    }

    /// A lowered plan clips what the sub-user's own figures allow; they stay as they are (A§16.1).
    private Map<Product, Allowance> allowances(Terms terms) {
        Plan plan = plans.get(terms.plan());
        if (plan == null) {
            throw new IllegalStateException("an account's plan is in the table of plans");
        }
        Set<Product> products = SubUserTable.products(terms.products());
        int concurrentMax = Math.min(terms.concurrentMax(), plan.concurrentMax(products));
        int rpsMax = Math.min(terms.rpsMax(), plan.rpsMax(products));
        Map<Product, Allowance> made = new EnumMap<>(Product.class);
        products.forEach(product -> plan.limits(product).ifPresent(limits -> made.put(product,
                new Allowance(concurrentMax, rpsMax, limits.concurrent(), limits.rps()))));
        // Immutable, so that the sub-users share it instead of copying it.
        return Map.copyOf(made);
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
