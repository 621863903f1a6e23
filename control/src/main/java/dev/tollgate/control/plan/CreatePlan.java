package dev.tollgate.control.plan;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// To make a plan; every rule of A§16.2 about its own fields holds.
public record CreatePlan(Plan plan) {

    static Checked<CreatePlan> read(Fields fields) {
        PlanFields reader = new PlanFields(fields);
        Optional<String> slug = reader.slug();
        Optional<Integer> burst = reader.burst(true);
        Optional<OptionalLong> perDay = reader.perDay();
        Optional<PlanFields.Products> products = reader.products(true);
        Set<Product> inPlan = products.map(PlanFields.Products::named)
                .orElse(EnumSet.allOf(Product.class));
        Optional<Integer> subUsersMax = reader.subUsersMax();
        Optional<Boolean> trial = reader.trial();
        Map<Product, Volume> included = reader.gbIncluded(inPlan).orElse(Map.of());
        Map<Product, Usd> prices = reader.priceUsd(inPlan).orElse(Map.of());
        reader.finish();
        return Checked.of(fields.faults(), () -> new CreatePlan(new Plan(slug.orElseThrow(), burst.orElseThrow(),
                perDay.orElse(OptionalLong.empty()), products.orElseThrow().limits(),
                products.orElseThrow().ispQuantityMax(), subUsersMax.orElse(Plan.DEFAULT_SUB_USERS_MAX),
                trial.orElse(false), Offers.of(inPlan, included, prices))));
    }
}
