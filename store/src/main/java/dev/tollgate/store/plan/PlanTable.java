package dev.tollgate.store.plan;

import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The table `plans`, with each plan's rows of `plan_products`.
public final class PlanTable {
    private final Handle handle;
    private final PlanProductTable products;

    public PlanTable(Handle handle) {
        this.handle = handle;
        this.products = new PlanProductTable(handle);
    }

    public Optional<Plan> find(String slug) {
        return handle.select("""
                SELECT slug, api_burst_per_minute, api_per_day, sub_users_max, trial
                FROM plans
                WHERE slug = ?""", slug).map((row, _) -> plan(row, products.of(slug))).findOne();
    }

    /// Every plan by its slug. There are few.
    public Map<String, Plan> all() {
        Map<String, Map<Product, Plan.Limits>> limits = products.all();
        List<Plan> plans = handle.select(
                "SELECT slug, api_burst_per_minute, api_per_day, sub_users_max, trial FROM plans")
                .map((row, _) -> plan(row, limits.getOrDefault(row.getString("slug"), new EnumMap<>(Product.class))))
                .list();
        Map<String, Plan> bySlug = new HashMap<>();
        plans.forEach(plan -> bySlug.put(plan.slug(), plan));
        return bySlug;
    }

    void save(Plan plan) {
        handle.createUpdate("""
                INSERT INTO plans (slug, api_burst_per_minute, api_per_day, sub_users_max, trial)
                VALUES (:slug, :burst, :perDay, :subUsers, :trial)
                ON CONFLICT (slug) DO UPDATE SET
                    api_burst_per_minute = excluded.api_burst_per_minute,
                    api_per_day = excluded.api_per_day,
                    sub_users_max = excluded.sub_users_max,
                    trial = excluded.trial""")
                .bind("slug", plan.slug())
                .bind("burst", plan.apiBurstPerMinute())
                .bind("perDay", plan.apiPerDay())
                .bind("subUsers", plan.subUsersMax())
                .bind("trial", plan.trial())
                .execute();
        products.replace(plan.slug(), plan.products());
    }

    private static Plan plan(ResultSet row, Map<Product, Plan.Limits> limits) throws SQLException {
        long perDay = row.getLong("api_per_day");
        OptionalLong apiPerDay = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(perDay);
        return new Plan(row.getString("slug"), row.getInt("api_burst_per_minute"), apiPerDay, limits,
                row.getInt("sub_users_max"), row.getBoolean("trial"));
    }
}
