package dev.tollgate.store.plan;

import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.plan.Offer;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The table `plan_products`: what a plan allows and sells of each product in it.
final class PlanProductTable {
    private static final String SELECT = """
            SELECT plan, product, concurrent, rps, quantity_max, included_bytes, price_micros
            FROM plan_products
            """;

    private final Handle handle;

    PlanProductTable(Handle handle) {
        this.handle = handle;
    }

    /// One row, without the plan it belongs to.
    record Row(Product product, Plan.Limits limits, OptionalInt quantityMax, Offer offer) {}

    private record Owned(String plan, Row row) {}

    List<Row> of(String plan) {
        return handle.select(SELECT + "WHERE plan = ?", plan).map((row, _) -> row(row)).list();
    }

    /// The rows of every plan, by its slug.
    Map<String, List<Row>> all() {
        List<Owned> rows = handle.select(SELECT).map((row, _) -> new Owned(row.getString("plan"), row(row))).list();
        Map<String, List<Row>> byPlan = new HashMap<>();
        rows.forEach(owned -> byPlan.merge(owned.plan(), List.of(owned.row()), PlanProductTable::joined));
        return byPlan;
    }

    private static List<Row> joined(List<Row> some, List<Row> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    void replace(Plan plan) {
        handle.execute("DELETE FROM plan_products WHERE plan = ?", plan.slug());
        plan.products().forEach((product, limits) -> handle.createUpdate("""
                INSERT INTO plan_products (plan, product, concurrent, rps, quantity_max, included_bytes, price_micros)
                VALUES (:plan, :product, :concurrent, :rps, :quantity, :included, :price)""")
                .bind("plan", plan.slug())
                .bind("product", Columns.word(product))
                .bind("concurrent", limits.concurrent())
                .bind("rps", limits.rps())
                .bind("quantity", product == Product.ISP ? plan.ispQuantityMax() : OptionalInt.empty())
                .bind("included", plan.offer(product).included().bytes())
                .bind("price", plan.offer(product).price().micros())
                .execute());
    }

    private static Row row(ResultSet row) throws SQLException {
        int quantity = row.getInt("quantity_max");
        OptionalInt quantityMax = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(quantity);
        return new Row(Columns.constant(Product.class, row, "product"),
                new Plan.Limits(row.getInt("concurrent"), row.getInt("rps")), quantityMax,
                new Offer(new Volume(row.getLong("included_bytes")), new Usd(row.getLong("price_micros"))));
    }

    static Map<Product, Plan.Limits> limits(List<Row> rows) {
        Map<Product, Plan.Limits> limits = new EnumMap<>(Product.class);
        rows.forEach(row -> limits.put(row.product(), row.limits()));
        return limits;
    }

    static OptionalInt quantityMax(List<Row> rows) {
        return rows.stream().map(Row::quantityMax).filter(OptionalInt::isPresent).findFirst()
                .orElse(OptionalInt.empty());
    }

    static Map<Product, Offer> offers(List<Row> rows) {
        Map<Product, Offer> offers = new EnumMap<>(Product.class);
        rows.forEach(row -> offers.put(row.product(), row.offer()));
        return offers;
    }
}
