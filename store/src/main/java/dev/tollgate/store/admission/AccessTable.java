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
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.plan.PlanTable;
import dev.tollgate.store.subuser.ReplacedPasswordTable;
import dev.tollgate.store.subuser.SubUserTable;
import dev.tollgate.store.whitelist.WhitelistTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Sub-users as the data plane sees them, joined from the tables that make them up: a fixed number of queries, however many
/// sub-users there are.
final class AccessTable {
    private final Handle handle;
    private final Map<String, Plan> plans;
    private final Map<SubUserId, List<Passwords.Replaced>> replaced;
    private final Map<SubUserId, List<WhitelistEntry>> entries;
    private final long revision;

    /// @param revision of which later changes are wanted
    AccessTable(Handle handle, long revision) {
        this.handle = handle;
        this.revision = revision;
        this.plans = new PlanTable(handle).all();
        this.replaced = new ReplacedPasswordTable(handle).changedAfter(revision);
        this.entries = new WhitelistTable(handle).changedAfter(revision);
    }

    List<SubUserAccess> changed() {
        return handle.select("""
                SELECT s.id, s.account, s.environment, s.name, s.products, s.status, s.concurrent_max, s.rps_max,
                    s.auth_mode, s.require_tls, s.password_hash, s.deleted_at, a.status AS account_status, a.kyc_status,
                    a.plan
                FROM sub_users s
                JOIN accounts a ON a.id = s.account
                WHERE s.revision > ?
                ORDER BY s.revision, s.id""", revision).map((row, _) -> access(row)).list();
    }

    private SubUserAccess access(ResultSet row) throws SQLException {
        SubUserId id = new SubUserId(row.getString("id"));
        List<WhitelistEntry> own = entries.getOrDefault(id, List.of());
        Passwords passwords = new Passwords(SecretHash.ofHex(row.getString("password_hash")),
                replaced.getOrDefault(id, List.of()));
        return new SubUserAccess(id, new AccountId(row.getString("account")),
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

    /// A lowered plan clips what the sub-user's own figures allow; they stay as they are (A§16.1).
    private Map<Product, Allowance> allowances(ResultSet row) throws SQLException {
        Plan plan = plans.get(row.getString("plan"));
        if (plan == null) {
            throw new IllegalStateException("an account's plan is in the table of plans");
        }
        Set<Product> products = SubUserTable.products(row.getString("products"));
        int concurrentMax = Math.min(row.getInt("concurrent_max"), plan.concurrentMax(products));
        int rpsMax = Math.min(row.getInt("rps_max"), plan.rpsMax(products));
        Map<Product, Allowance> allowances = new EnumMap<>(Product.class);
        products.forEach(product -> plan.limits(product).ifPresent(limits -> allowances.put(product,
                new Allowance(concurrentMax, rpsMax, limits.concurrent(), limits.rps()))));
        return allowances;
    }

    private static Map<Product, CidrSet> lists(List<WhitelistEntry> own) {
        Map<Product, List<Cidr>> ranges = new EnumMap<>(Product.class);
        own.forEach(entry -> ranges.computeIfAbsent(entry.product(), _ -> new ArrayList<>()).add(entry.range()));
        Map<Product, CidrSet> lists = new EnumMap<>(Product.class);
        ranges.forEach((product, list) -> lists.put(product, CidrSet.of(list)));
        return lists;
    }

    private static List<DefaultUsername> defaultUsernames(List<WhitelistEntry> own) {
        return own.stream().flatMap(
                entry -> entry.defaultUsername().map(name -> new DefaultUsername(entry.range(), name)).stream())
                .toList();
    }
}
