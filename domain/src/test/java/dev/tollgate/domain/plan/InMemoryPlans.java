package dev.tollgate.domain.plan;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Plans in memory, for tests; begins with those a new installation has.
public final class InMemoryPlans implements PlanRepository {

    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    public InMemoryPlans() {
        Plan.shipped().forEach(this::save);
    }

    @Override
    public void save(Plan plan) {
        plans.put(plan.slug(), plan);
    }

    @Override
    public Optional<Plan> find(String slug) {
        return Optional.ofNullable(plans.get(slug));
    }
}
