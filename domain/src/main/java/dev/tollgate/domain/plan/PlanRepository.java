package dev.tollgate.domain.plan;

import dev.tollgate.domain.audit.Author;
import java.util.Optional;

/// Keeps plans. Thread-safe; each method is one transaction, and a change raises the store's revision with it.
public interface PlanRepository {
    /// Keeps `plan`, replacing one of the same slug.
    void save(Author author, Plan plan);

    Optional<Plan> find(String slug);
}
