package dev.tollgate.store.plan;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.KeptPlan;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanId;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.store.account.AccountTable;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import dev.tollgate.store.database.Revision;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Plans. Thread-safe.
public final class StoredPlans implements PlanRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredPlans(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Insertion insert(Author author, PlanId id, Plan plan, Instant now) {
        return database.write(handle -> {
            PlanTable table = new PlanTable(handle);
            if (table.find(plan.slug()).isPresent()) {
                return new Insertion.SlugTaken();
            }
            table.insert(new KeptPlan(id, plan, now, Revision.next(handle)));
            changes.add(handle, author, Change.made(Action.PLAN_CREATE, plan.slug(), plan.facts()));
            return new Insertion.Inserted(kept(table, plan.slug()));
        });
    }

    /// As kept: moments lose what is below a millisecond.
    private static KeptPlan kept(PlanTable table, String slug) {
        return table.find(slug).orElseThrow();
    }

    @Override
    public Optional<KeptPlan> findKept(String slug) {
        return database.read(handle -> new PlanTable(handle).find(slug));
    }

    @Override
    public Page<KeptPlan> list(PageRequest page) {
        return Pages.page(page, limit -> database.read(handle -> new PlanTable(handle).list(page, limit)));
    }

    @Override
    public Update update(Author author, String slug, OptionalLong expectedVersion, UnaryOperator<Plan> change) {
        return database.write(handle -> new PlanTable(handle).find(slug).map(before -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
                return new Update.OtherVersion(before.version());
            }
            return new Update.Updated(changed(handle, author, before, change.apply(before.plan())));
        }).orElseGet(Update.Missing::new));
    }

    private KeptPlan changed(Handle handle, Author author, KeptPlan before, Plan wanted) {
        if (wanted.equals(before.plan())) {
            return before;
        }
        long revision = Revision.next(handle);
        KeptPlan after = new KeptPlan(before.id(), wanted, before.createdAt(), revision);
        new PlanTable(handle).update(after);
        if (!wanted.products().equals(before.plan().products())) {
            new AccountTable(handle).touchAllOn(wanted.slug(), revision);
        }
        changes.add(handle, author, Change.changed(Action.PLAN_UPDATE, wanted.slug(), before.plan().facts(),
                wanted.facts()));
        return after;
    }

    @Override
    public Deletion delete(Author author, String slug, OptionalLong expectedVersion) {
        return database.write(handle -> new PlanTable(handle).find(slug).map(plan -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != plan.version()) {
                return new Deletion.OtherVersion(plan.version());
            }
            if (new AccountTable(handle).anyOn(slug)) {
                return new Deletion.InUse();
            }
            new PlanTable(handle).delete(slug);
            // A plan of the same slug that comes later must not share this one's version.
            Revision.next(handle);
            changes.add(handle, author, Change.removed(Action.PLAN_DELETE, slug, plan.plan().facts()));
            return new Deletion.Deleted(plan);
        }).orElseGet(Deletion.Missing::new));
    }
}
