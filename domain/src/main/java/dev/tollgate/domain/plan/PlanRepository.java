package dev.tollgate.domain.plan;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Keeps plans. Thread-safe; each method is one transaction, and a change raises the store's revision with it.
public interface PlanRepository {
    Insertion insert(Author author, PlanId id, Plan plan, Instant now);

    default Optional<Plan> find(String slug) {
        return findKept(slug).map(KeptPlan::plan);
    }

    Optional<KeptPlan> findKept(String slug);

    Page<KeptPlan> list(PageRequest page);

    /// Reads, changes and writes in one transaction; an equal value writes nothing. The slug does not change.
    Update update(Author author, String slug, OptionalLong expectedVersion, UnaryOperator<Plan> change);

    Deletion delete(Author author, String slug, OptionalLong expectedVersion);

    /// What came of [#insert].
    sealed interface Insertion {
        record Inserted(KeptPlan plan) implements Insertion {}

        record SlugTaken() implements Insertion {}
    }

    /// What came of [#update].
    sealed interface Update {
        record Updated(KeptPlan plan) implements Update {}

        record Missing() implements Update {}

        record OtherVersion(long current) implements Update {}
    }

    /// What came of [#delete].
    sealed interface Deletion {
        record Deleted(KeptPlan plan) implements Deletion {}

        record Missing() implements Deletion {}

        record OtherVersion(long current) implements Deletion {}

        /// Some account is on it.
        record InUse() implements Deletion {}
    }
}
