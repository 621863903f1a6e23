package dev.tollgate.control.plan;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// To change a plan; what is empty stays as it is. `products`, `gb_included` and `price_usd` are changed as wholes; what was sold of
/// a product that leaves the plan goes with it.
public record ChangePlan(
        Optional<Integer> burst,
        Optional<OptionalLong> perDay,
        Optional<PlanFields.Products> products,
        Optional<Integer> subUsersMax,
        Optional<Boolean> trial,
        Optional<Map<Product, Volume>> included,
        Optional<Map<Product, Usd>> prices) {

    static Checked<ChangePlan> read(Fields fields, Plan current) {
        PlanFields reader = new PlanFields(fields);
        Optional<Integer> burst = reader.burst(false);
        Optional<OptionalLong> perDay = reader.perDay();
        Optional<PlanFields.Products> products = reader.products(false);
        Set<Product> inPlan = products.map(PlanFields.Products::named).orElse(current.products().keySet());
        ChangePlan change = new ChangePlan(burst, perDay, products, reader.subUsersMax(), reader.trial(),
                reader.gbIncluded(inPlan), reader.priceUsd(inPlan));
        reader.finishChange();
        return Checked.of(fields.faults(), () -> change);
    }

    Plan applyTo(Plan plan) {
        Map<Product, Plan.Limits> limits = products.map(PlanFields.Products::limits).orElse(plan.products());
        return new Plan(plan.slug(), burst.orElse(plan.apiBurstPerMinute()), perDay.orElse(plan.apiPerDay()), limits,
                products.map(PlanFields.Products::ispQuantityMax).orElse(plan.ispQuantityMax()),
                subUsersMax.orElse(plan.subUsersMax()), trial.orElse(plan.trial()),
                Offers.of(limits.keySet(), included.orElseGet(() -> Offers.included(plan)),
                        prices.orElseGet(() -> Offers.prices(plan))));
    }
}
