package dev.tollgate.domain.plan;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Plans in memory, for tests; begins with those a new installation has.
public final class InMemoryPlans implements PlanRepository {

    private static final Instant LONG_AGO = Instant.parse("2026-06-01T00:00:00Z");

    private final Map<String, KeptPlan> plans = new ConcurrentHashMap<>();
    private final Predicate<String> inUse;
    private long revision;

    /// @param inUse whether an account is on the plan of this slug
    public InMemoryPlans(Predicate<String> inUse) {
        this.inUse = inUse;
        Plan.shipped().forEach(this::save);
    }

    /// Keeps `plan`, in place of one of the same slug.
    public synchronized void save(Plan plan) {
        revision++;
        KeptPlan before = plans.get(plan.slug());
        plans.put(plan.slug(), before == null
                ? new KeptPlan(new PlanId(PlanId.PREFIX + "%026d".formatted(revision)), plan, LONG_AGO, revision)
                : new KeptPlan(before.id(), plan, before.createdAt(), revision));
    }

    @Override
    public synchronized Insertion insert(Author author, PlanId id, Plan plan, Instant now) {
        if (plans.containsKey(plan.slug())) {
            return new Insertion.SlugTaken();
        }
        revision++;
        KeptPlan kept = new KeptPlan(id, plan, now, revision);
        plans.put(plan.slug(), kept);
        return new Insertion.Inserted(kept);
    }

    @Override
    public Optional<KeptPlan> findKept(String slug) {
        return Optional.ofNullable(plans.get(slug));
    }

    @Override
    public Page<KeptPlan> list(PageRequest page) {
        List<KeptPlan> older = plans.values().stream()
                .sorted(Comparator.comparing((KeptPlan kept) -> kept.id().value()).reversed())
                .filter(kept -> page.before().map(before -> kept.id().value().compareTo(before) < 0).orElse(true))
                .toList();
        return new Page<>(older.stream().limit(page.limit()).toList(), older.size() > page.limit());
    }

    @Override
    public synchronized Update update(Author author, String slug, OptionalLong expectedVersion,
            UnaryOperator<Plan> change) {
        KeptPlan before = plans.get(slug);
        if (before == null) {
            return new Update.Missing();
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion(before.version());
        }
        Plan wanted = change.apply(before.plan());
        if (wanted.equals(before.plan())) {
            return new Update.Updated(before);
        }
        revision++;
        KeptPlan after = new KeptPlan(before.id(), wanted, before.createdAt(), revision);
        plans.put(slug, after);
        return new Update.Updated(after);
    }

    @Override
    public synchronized Deletion delete(Author author, String slug, OptionalLong expectedVersion) {
        KeptPlan before = plans.get(slug);
        if (before == null) {
            return new Deletion.Missing();
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Deletion.OtherVersion(before.version());
        }
        if (inUse.test(slug)) {
            return new Deletion.InUse();
        }
        plans.remove(slug);
        return new Deletion.Deleted(before);
    }
}
