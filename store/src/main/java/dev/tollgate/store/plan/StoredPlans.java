package dev.tollgate.store.plan;

import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Revision;
import dev.tollgate.store.subuser.SubUserTable;
import java.util.Optional;

/// Plans. Thread-safe.
public final class StoredPlans implements PlanRepository {
    private final Database database;

    public StoredPlans(Database database) {
        this.database = database;
    }

    @Override
    public void save(Plan plan) {
        database.write(handle -> {
            PlanTable table = new PlanTable(handle);
            boolean changed = !table.find(plan.slug()).equals(Optional.of(plan));
            if (changed) {
                table.save(plan);
                new SubUserTable(handle).touchAllOfPlan(plan.slug(), Revision.next(handle));
            }
            return changed;
        });
    }

    @Override
    public Optional<Plan> find(String slug) {
        return database.read(handle -> new PlanTable(handle).find(slug));
    }
}
