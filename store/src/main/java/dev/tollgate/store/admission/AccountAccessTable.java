package dev.tollgate.store.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.admission.AccountAccess;
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

    /// An account without the limits of its plan.
    private record Row(String plan, AccountAccess access) {}

    /// Those that changed after `revision`, by themselves or with their plan.
    List<AccountAccess> changedAfter(long revision) {
        List<Row> rows = handle.select("""
                SELECT id, plan, status, kyc_status, residential_bytes, mobile_bytes
                FROM accounts
                WHERE revision > ?
                ORDER BY revision, id""", revision).map((row, _) -> row(row)).list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, ProductLimits> limits = new HashMap<>();
        new PlanTable(handle).all().forEach((slug, plan) -> limits.put(slug, plan.productLimits()));
        return rows.stream().map(row -> limited(row, limits)).toList();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString("plan"), new AccountAccess(new AccountId(row.getString("id")),
                Columns.constant(AccountStatus.class, row, "status") == AccountStatus.SUSPENDED,
                Columns.constant(KycStatus.class, row, "kyc_status") == KycStatus.APPROVED,
                new ProductLimits(Map.of()), spent(row)));
    }

    private static AccountAccess limited(Row row, Map<String, ProductLimits> limits) {
        ProductLimits ofPlan = limits.get(row.plan());
        if (ofPlan == null) {
            throw new IllegalStateException("an account's plan is in the table of plans");
        }
        AccountAccess access = row.access();
        return new AccountAccess(access.id(), access.suspended(), access.kycApproved(), ofPlan, access.spent());
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
