package dev.tollgate.control.plan;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.KeptPlan;
import dev.tollgate.domain.plan.PlanId;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.plan.PlanRepository.Deletion;
import dev.tollgate.domain.plan.PlanRepository.Insertion;
import dev.tollgate.domain.plan.PlanRepository.Update;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// The plans that an operator offers, with the verbs of A§16.2. Thread-safe. A change is committed and in force, for every account
/// on the plan, when its method returns.
public final class PlanCatalogue {

    private final PlanRepository repository;
    private final AccessPublisher publisher;
    private final Ulids ids;
    private final InstantSource clock;

    public PlanCatalogue(PlanRepository repository, AccessPublisher publisher, Ulids ids, InstantSource clock) {
        this.repository = repository;
        this.publisher = publisher;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of making or changing one.
    public sealed interface Outcome {

        record Done(KeptPlan plan) implements Outcome {}

        record Rejected(ApiError error) implements Outcome {}
    }

    public Outcome create(Principal principal, CreatePlan command) {
        return switch (repository.insert(principal.author(), new PlanId(PlanId.PREFIX + ids.next()), command.plan(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            case Insertion.SlugTaken() -> new Outcome.Rejected(ApiError.NAME_TAKEN);
            case Insertion.Inserted(KeptPlan plan) -> new Outcome.Done(plan);
        };
    }

    public Optional<KeptPlan> find(String slug) {
        return PlanFields.couldName(slug) ? repository.findKept(slug) : Optional.empty();
    }

    public Page<KeptPlan> list(PageRequest page) {
        return repository.list(page);
    }

    /// @param expectedVersion of the plan that `If-Match` was held against
    public Outcome change(Principal principal, String slug, OptionalLong expectedVersion, ChangePlan command) {
        return switch (repository.update(principal.author(), slug, expectedVersion, command::applyTo)) {
            case Update.Missing() -> new Outcome.Rejected(ApiError.PLAN_NOT_FOUND);
            case Update.OtherVersion(long current) -> new Outcome.Rejected(ApiError.PRECONDITION_FAILED);
            case Update.Updated(KeptPlan plan) -> {
                publisher.publish();
                yield new Outcome.Done(plan);
            }
        };
    }

    /// @return why not, if it was not deleted
    public Optional<ApiError> delete(Principal principal, String slug, OptionalLong expectedVersion) {
        return switch (repository.delete(principal.author(), slug, expectedVersion)) {
            case Deletion.Missing() -> Optional.of(ApiError.PLAN_NOT_FOUND);
            case Deletion.OtherVersion(long current) -> Optional.of(ApiError.PRECONDITION_FAILED);
            case Deletion.InUse() -> Optional.of(ApiError.PLAN_IN_USE);
            case Deletion.Deleted(KeptPlan plan) -> Optional.empty();
        };
    }
}
