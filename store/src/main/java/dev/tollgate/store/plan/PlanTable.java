package dev.tollgate.store.plan;

import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.KeptPlan;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanId;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The table `plans`, with each plan's rows of `plan_products`.
public final class PlanTable {
    private static final String SELECT = """
            SELECT id, slug, api_burst_per_minute, api_per_day, sub_users_max, trial, created_at, version
            FROM plans
            """;

    private final Handle handle;
    private final PlanProductTable products;

    public PlanTable(Handle handle) {
        this.handle = handle;
        this.products = new PlanProductTable(handle);
    }

    Optional<KeptPlan> find(String slug) {
        return handle.select(SELECT + "WHERE slug = ?", slug).map((row, _) -> plan(row, products.of(slug))).findOne();
    }

    /// Every plan by its slug. There are few.
    public Map<String, Plan> all() {
        Map<String, List<PlanProductTable.Row>> rows = products.all();
        Map<String, Plan> bySlug = new HashMap<>();
        handle.select(SELECT).map((row, _) -> plan(row, rows.getOrDefault(row.getString("slug"), List.of())).plan())
                .forEach(plan -> bySlug.put(plan.slug(), plan));
        return bySlug;
    }

    List<KeptPlan> list(PageRequest page, int limit) {
        Map<String, List<PlanProductTable.Row>> rows = products.all();
        return handle.createQuery(SELECT + "WHERE id < :before ORDER BY id DESC LIMIT :limit")
                // Behind every id, so that the first page begins with the newest.
                .bind("before", page.before().orElse("~"))
                .bind("limit", limit)
                .map((row, _) -> plan(row, rows.getOrDefault(row.getString("slug"), List.of()))).list();
    }

    void insert(KeptPlan kept) {
        bound(kept, handle.createUpdate(
                """
                        INSERT INTO plans (id, slug, api_burst_per_minute, api_per_day, sub_users_max, trial, created_at, version)
                        VALUES (:id, :slug, :burst, :perDay, :subUsers, :trial, :createdAt, :version)"""))
                .bind("id", kept.id().value())
                .bind("createdAt", kept.createdAt().toEpochMilli())
                .execute();
        products.replace(kept.plan());
    }

    void update(KeptPlan kept) {
        bound(kept, handle.createUpdate("""
                UPDATE plans
                SET api_burst_per_minute = :burst, api_per_day = :perDay, sub_users_max = :subUsers, trial = :trial,
                    version = :version
                WHERE slug = :slug""")).execute();
        products.replace(kept.plan());
    }

    void delete(String slug) {
        handle.execute("DELETE FROM plans WHERE slug = ?", slug);
    }

    private static Update bound(KeptPlan kept, Update update) {
        Plan plan = kept.plan();
        return update.bind("slug", plan.slug())
                .bind("burst", plan.apiBurstPerMinute())
                .bind("perDay", plan.apiPerDay())
                .bind("subUsers", plan.subUsersMax())
                .bind("trial", plan.trial())
                .bind("version", kept.version());
    }

    private static KeptPlan plan(ResultSet row, List<PlanProductTable.Row> rows) throws SQLException {
        long perDay = row.getLong("api_per_day");
        OptionalLong apiPerDay = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(perDay);
        Plan plan = new Plan(row.getString("slug"), row.getInt("api_burst_per_minute"), apiPerDay,
                PlanProductTable.limits(rows), PlanProductTable.quantityMax(rows), row.getInt("sub_users_max"),
                row.getBoolean("trial"), PlanProductTable.offers(rows));
        return new KeptPlan(new PlanId(row.getString("id")), plan, Columns.moment(row, "created_at"),
                row.getLong("version"));
    }
}
