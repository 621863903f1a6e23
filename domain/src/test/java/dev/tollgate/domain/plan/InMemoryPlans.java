package dev.tollgate.domain.plan;

import dev.tollgate.domain.audit.Author;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Plans in memory, for tests; begins with those a new installation has.
public final class InMemoryPlans implements PlanRepository {

    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    public InMemoryPlans() {
        Plan.shipped().forEach(plan -> plans.put(plan.slug(), plan));
    }

    @Override
    public void save(Author author, Plan plan) {
        plans.put(plan.slug(), plan);
    }

    @Override
    public Optional<Plan> find(String slug) {
        return Optional.ofNullable(plans.get(slug));
    }
}
