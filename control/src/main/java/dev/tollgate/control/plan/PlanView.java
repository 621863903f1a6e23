package dev.tollgate.control.plan;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.plan.KeptPlan;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A plan as the API shows it (A§16.2).
///
/// @param products by their words, those in the plan
/// @param gbIncluded the same, those that are sold by traffic
/// @param priceUsd by the words of the products in the plan
public record PlanView(
        String id,
        String slug,
        int apiBurstPerMin,
        Optional<Long> apiPerDay,
        Map<String, Limits> products,
        int subusersMax,
        boolean trial,
        Map<String, BigDecimal> gbIncluded,
        Map<String, BigDecimal> priceUsd,
        String createdAt) {

    /// What a product is limited to.
    public sealed interface Limits {}

    public record OfGateway(int concurrent, int rps) implements Limits {}

    public record OfIsp(int concurrentPerIp, int rpsPerIp, int quantityMax) implements Limits {}

    static PlanView of(KeptPlan kept) {
        Plan plan = kept.plan();
        Optional<Long> perDay = plan.apiPerDay().isPresent()
                ? Optional.of(plan.apiPerDay().getAsLong())
                : Optional.empty();
        return new PlanView(kept.id().value(), plan.slug(), plan.apiBurstPerMinute(), perDay,
                each(plan, product -> limits(plan, product)), plan.subUsersMax(), plan.trial(), included(plan),
                each(plan, product -> plan.offer(product).price().dollars()), Words.time(kept.createdAt()));
    }

    private static Limits limits(Plan plan, Product product) {
        Plan.Limits figures = plan.limits(product).orElseThrow();
        return product.reachedAtGateway()
                ? new OfGateway(figures.concurrent(), figures.rps())
                : new OfIsp(figures.concurrent(), figures.rps(), plan.ispQuantityMax().orElseThrow());
    }

    private static Map<String, BigDecimal> included(Plan plan) {
        Map<String, BigDecimal> included = each(plan, product -> plan.offer(product).included().gb());
        included.remove(Product.ISP.slug());
        return included;
    }

    private static <T> Map<String, T> each(Plan plan, Function<Product, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        for (Product product : Product.values()) {
            if (plan.products().containsKey(product)) {
                values.put(product.slug(), value.apply(product));
            }
        }
        return values;
    }
}
