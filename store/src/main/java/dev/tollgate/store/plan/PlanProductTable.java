package dev.tollgate.store.plan;

import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The table `plan_products`: a plan's limits for each product in it.
final class PlanProductTable {
    private final Handle handle;

    PlanProductTable(Handle handle) {
        this.handle = handle;
    }

    private record Row(String plan, Product product, Plan.Limits limits) {}

    Map<Product, Plan.Limits> of(String plan) {
        Map<Product, Plan.Limits> limits = new EnumMap<>(Product.class);
        rows(handle.select("SELECT plan, product, concurrent, rps FROM plan_products WHERE plan = ?", plan)
                .map((row, _) -> row(row)).list()).forEach((_, found) -> limits.putAll(found));
        return limits;
    }

    Map<String, Map<Product, Plan.Limits>> all() {
        return rows(handle.select("SELECT plan, product, concurrent, rps FROM plan_products").map((row, _) -> row(row))
                .list());
    }

    void replace(String plan, Map<Product, Plan.Limits> limits) {
        handle.execute("DELETE FROM plan_products WHERE plan = ?", plan);
        limits.forEach((product, figures) -> handle.execute("""
                INSERT INTO plan_products (plan, product, concurrent, rps)
                VALUES (?, ?, ?, ?)""", plan, Columns.word(product), figures.concurrent(), figures.rps()));
    }

    private static Map<String, Map<Product, Plan.Limits>> rows(List<Row> rows) {
        Map<String, Map<Product, Plan.Limits>> byPlan = new HashMap<>();
        rows.forEach(row -> byPlan.computeIfAbsent(row.plan(), _ -> new EnumMap<>(Product.class)).put(row.product(),
                row.limits()));
        return byPlan;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString("plan"), Columns.constant(Product.class, row, "product"),
                new Plan.Limits(row.getInt("concurrent"), row.getInt("rps")));
    }
}
