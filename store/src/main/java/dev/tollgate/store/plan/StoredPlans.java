package dev.tollgate.store.plan;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Revision;
import dev.tollgate.store.subuser.SubUserTable;
import java.util.Optional;

/// Plans. Thread-safe.
public final class StoredPlans implements PlanRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredPlans(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public void save(Author author, Plan plan) {
        database.write(handle -> {
            PlanTable table = new PlanTable(handle);
            Optional<Plan> before = table.find(plan.slug());
            boolean changed = !before.equals(Optional.of(plan));
            if (changed) {
                table.save(plan);
                new SubUserTable(handle).touchAllOfPlan(plan.slug(), Revision.next(handle));
                changes.add(handle, author, before
                        .map(old -> Change.changed(Action.PLAN_UPDATE, plan.slug(), old.facts(), plan.facts()))
                        .orElseGet(() -> Change.made(Action.PLAN_CREATE, plan.slug(), plan.facts())));
            }
            return changed;
        });
    }

    @Override
    public Optional<Plan> find(String slug) {
        return database.read(handle -> new PlanTable(handle).find(slug));
    }
}
