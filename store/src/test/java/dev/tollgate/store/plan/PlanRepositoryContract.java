package dev.tollgate.store.plan;

import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.Samples;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

abstract class PlanRepositoryContract extends StoreTest {
    PlanRepositoryContract(TestDatabase database) {
        super(database);
    }

    @Test
    void every_shipped_plan_comes_back_as_it_was_kept() {
        Plan.shipped().forEach(plan -> store().plans().save(Samples.AUTHOR, plan));

        assertThat(Plan.shipped()).allSatisfy(plan -> assertThat(store().plans().find(plan.slug())).contains(plan));
        assertThat(store().plans().find("no-such-plan")).isEmpty();
    }

    @Test
    void a_plan_replaces_one_of_the_same_slug() {
        Plan before = Samples.plan();
        store().plans().save(Samples.AUTHOR, before);
        Plan after = new Plan(before.slug(), 1, OptionalLong.empty(), Map.of(Product.ISP, new Plan.Limits(3, 4)), 5,
                true);

        store().plans().save(Samples.AUTHOR, after);

        assertThat(store().plans().find(before.slug())).contains(after);
    }

    @Test
    void an_equal_plan_writes_nothing() {
        Plan plan = Samples.plan();
        store().plans().save(Samples.AUTHOR, plan);
        long revision = store().accessFeed().since(0).revision();

        store().plans().save(Samples.AUTHOR, plan);

        assertThat(store().accessFeed().since(revision).revision()).isEqualTo(revision);
    }
}
