package dev.tollgate.store.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.admission.AccountAccess;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.ProductLimits;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.plan.PlanTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Accounts as the data plane sees them, each with the limits of its plan. Accounts on one plan share them.
final class AccountAccessTable {
    private final Handle handle;

    AccountAccessTable(Handle handle) {
        this.handle = handle;
    }

    /// Those that changed after `revision`, by themselves or with their plan.
    List<AccountAccess> changedAfter(long revision) {
        Map<String, ProductLimits> limits = new HashMap<>();
        Map<String, Plan> plans = new PlanTable(handle).all();
        plans.forEach((slug, plan) -> limits.put(slug, plan.productLimits()));
        return handle.select("""
                SELECT id, plan, status, kyc_status, residential_bytes, mobile_bytes
                FROM accounts
                WHERE revision > ?
                ORDER BY revision, id""", revision).map((row, _) -> access(row, limits)).list();
    }

    private static AccountAccess access(ResultSet row, Map<String, ProductLimits> limits) throws SQLException {
        ProductLimits ofPlan = limits.get(row.getString("plan"));
        if (ofPlan == null) {
            throw new IllegalStateException("an account's plan is in the table of plans");
        }
        return new AccountAccess(new AccountId(row.getString("id")),
                Columns.constant(AccountStatus.class, row, "status") == AccountStatus.SUSPENDED,
                Columns.constant(KycStatus.class, row, "kyc_status") == KycStatus.APPROVED, ofPlan, spent(row));
    }

    private static Set<Product> spent(ResultSet row) throws SQLException {
        Set<Product> spent = EnumSet.noneOf(Product.class);
        if (spent(row, "residential_bytes")) {
            spent.add(Product.RESIDENTIAL);
        }
        if (spent(row, "mobile_bytes")) {
            spent.add(Product.MOBILE);
        }
        return spent;
    }

    private static boolean spent(ResultSet row, String column) throws SQLException {
        return row.getLong(column) <= 0 && !row.wasNull();
    }
}
