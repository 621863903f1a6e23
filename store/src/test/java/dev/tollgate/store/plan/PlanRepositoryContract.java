package dev.tollgate.store.plan;

import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog.Filter;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.KeptPlan;
import dev.tollgate.domain.plan.Offer;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanId;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.plan.PlanRepository.Deletion;
import dev.tollgate.domain.plan.PlanRepository.Insertion;
import dev.tollgate.domain.plan.PlanRepository.Update;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

abstract class PlanRepositoryContract extends StoreTest {
    private static final OptionalLong ANY_VERSION = OptionalLong.empty();

    PlanRepositoryContract(TestDatabase database) {
        super(database);
    }

    private PlanRepository plans() {
        return store().plans();
    }

    private static Insertion insert(PlanRepository plans, Plan plan) {
        return plans.insert(Samples.AUTHOR, new PlanId(PlanId.PREFIX + Samples.ulid()), plan, Samples.NOW);
    }

    private KeptPlan kept() {
        return plans().findKept(samples().kept(Samples.plan()).slug()).orElseThrow();
    }

    private static Plan rich(String slug) {
        return new Plan(slug, 7, OptionalLong.empty(),
                Map.of(Product.ISP, new Plan.Limits(3, 4), Product.MOBILE, new Plan.Limits(5, 6)), OptionalInt.of(12),
                8,
                true, Map.of(Product.MOBILE, new Offer(new Volume(1_234_000_000L), new Usd(99_990_000)), Product.ISP,
                        new Offer(Volume.NONE, new Usd(1))));
    }

    @Test
    void every_shipped_plan_comes_back_as_it_was_kept() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            Plan.shipped().forEach(plan -> assertThat(insert(fresh.plans(), plan)).isInstanceOf(
                    Insertion.Inserted.class));

            assertThat(Plan.shipped())
                    .allSatisfy(plan -> assertThat(fresh.plans().find(plan.slug())).contains(plan));
            assertThat(fresh.plans().find("no-such-plan")).isEmpty();
        }
    }

    @Test
    void a_plan_with_all_that_one_can_have_comes_back_as_it_was_kept() {
        Plan plan = rich(Samples.plan().slug());

        Insertion insertion = insert(plans(), plan);

        assertThat(plans().findKept(plan.slug()).map(Insertion.Inserted::new)).contains((Insertion.Inserted) insertion);
        assertThat(plans().find(plan.slug())).contains(plan);
        assertThat(plans().findKept(plan.slug()).orElseThrow().createdAt()).isEqualTo(Samples.NOW);
    }

    @Test
    void a_slug_is_given_once() {
        KeptPlan first = kept();

        assertThat(insert(plans(), rich(first.plan().slug()))).isEqualTo(new Insertion.SlugTaken());
        assertThat(plans().findKept(first.plan().slug())).contains(first);
    }

    @Test
    void a_change_is_kept_under_a_version_of_its_own() {
        KeptPlan before = kept();
        Plan wanted = rich(before.plan().slug());

        Update update = plans().update(Samples.AUTHOR, wanted.slug(), OptionalLong.of(before.version()), _ -> wanted);

        KeptPlan after = plans().findKept(wanted.slug()).orElseThrow();
        assertThat(update).isEqualTo(new Update.Updated(after));
        assertThat(after.plan()).isEqualTo(wanted);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(after.version()).isGreaterThan(before.version());
    }

    @Test
    void the_audit_log_says_what_a_plan_was_and_became() {
        KeptPlan plan = kept();
        String slug = plan.plan().slug();

        plans().update(Samples.AUTHOR, slug, ANY_VERSION, one -> new Plan(slug, one.apiBurstPerMinute(), one
                .apiPerDay(),
                Map.of(Product.ISP, new Plan.Limits(3, 4)), one.subUsersMax(), true));

        AuditEntry entry = store().auditLog().list(Filter.ALL, 1, OptionalLong.empty()).items().getFirst();
        assertThat(entry.action()).isEqualTo("plan.update");
        assertThat(entry.object()).contains(slug);
        assertThat(entry.before()).contains("{\"gb_included\":{\"mobile\":0,\"residential\":0},"
                + "\"price_usd\":{\"mobile\":0,\"residential\":0},\"products\":{\"mobile\":{\"concurrent\":50,\"rps\":40},"
                + "\"residential\":{\"concurrent\":200,\"rps\":100}},\"trial\":false}");
        assertThat(entry.after()).contains("{\"gb_included\":{},\"price_usd\":{\"isp\":0},"
                + "\"products\":{\"isp\":{\"concurrent_per_ip\":3,\"quantity_max\":5000,\"rps_per_ip\":4}},"
                + "\"trial\":true}");
    }

    @Test
    void an_equal_plan_another_version_and_an_unknown_slug_write_nothing() {
        KeptPlan plan = kept();
        long revision = store().accessFeed().since(0).revision();

        assertThat(plans().update(Samples.AUTHOR, plan.plan().slug(), ANY_VERSION, same -> same)).isEqualTo(
                new Update.Updated(plan));
        assertThat(plans().update(Samples.AUTHOR, plan.plan().slug(), OptionalLong.of(plan.version() + 1), one -> rich(
                one.slug())))
                .isEqualTo(new Update.OtherVersion(plan.version()));
        assertThat(plans().update(Samples.AUTHOR, "no-such-plan", ANY_VERSION, same -> same)).isEqualTo(
                new Update.Missing());
        assertThat(store().accessFeed().since(revision).revision()).isEqualTo(revision);
        assertThat(plans().findKept(plan.plan().slug())).contains(plan);
    }

    @Test
    void a_plan_that_nobody_is_on_is_deleted() {
        KeptPlan plan = kept();
        String slug = plan.plan().slug();

        assertThat(plans().delete(Samples.AUTHOR, slug, OptionalLong.of(plan.version() + 1)))
                .isEqualTo(new Deletion.OtherVersion(plan.version()));
        assertThat(plans().delete(Samples.AUTHOR, slug, OptionalLong.of(plan.version()))).isEqualTo(
                new Deletion.Deleted(plan));
        assertThat(plans().find(slug)).isEmpty();
        assertThat(plans().delete(Samples.AUTHOR, slug, ANY_VERSION)).isEqualTo(new Deletion.Missing());
    }

    @Test
    void a_plan_that_an_account_is_on_stays_until_the_account_leaves_it() {
        Plan plan = samples().kept(Samples.plan());
        Plan other = samples().kept(Samples.plan());
        var account = samples().account(plan);

        assertThat(plans().delete(Samples.AUTHOR, plan.slug(), ANY_VERSION)).isEqualTo(new Deletion.InUse());
        assertThat(plans().find(plan.slug())).contains(plan);

        store().accounts().update(Samples.AUTHOR, account.id(), ANY_VERSION, one -> one.withPlan(other.slug()));
        assertThat(plans().delete(Samples.AUTHOR, plan.slug(), ANY_VERSION)).isInstanceOf(Deletion.Deleted.class);
    }

    @Test
    void no_two_states_of_plans_have_one_version_not_even_after_a_deletion() {
        Set<Long> versions = new HashSet<>();
        Plan plan = Samples.plan();
        for (int i = 0; i < 3; i++) {
            samples().kept(plan);
            assertThat(versions.add(plans().findKept(plan.slug()).orElseThrow().version())).isTrue();
            plans().update(Samples.AUTHOR, plan.slug(), ANY_VERSION, one -> rich(one.slug()));
            assertThat(versions.add(plans().findKept(plan.slug()).orElseThrow().version())).isTrue();
            plans().delete(Samples.AUTHOR, plan.slug(), ANY_VERSION);
        }
        assertThat(versions.add(kept().version())).isTrue();
    }

    @Test
    void plans_are_listed_newest_first_page_by_page() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            Plan.shipped().forEach(plan -> insert(fresh.plans(), plan));
            List<String> seen = new ArrayList<>();
            Optional<String> before = Optional.empty();
            boolean more = true;
            while (more) {
                Page<KeptPlan> page = fresh.plans().list(new PageRequest(4, before));
                page.items().forEach(kept -> seen.add(kept.plan().slug()));
                before = Optional.of(page.items().getLast().id().value());
                more = page.more();
            }

            assertThat(seen).containsExactlyElementsOf(Plan.shipped().reversed().stream().map(Plan::slug).toList());
        }
    }
}
