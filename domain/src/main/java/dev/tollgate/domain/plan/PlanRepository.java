package dev.tollgate.domain.plan;

import java.util.Optional;

/// Keeps plans. Thread-safe; each method is one transaction, and a change raises the store's revision with it.
public interface PlanRepository {
    /// Keeps `plan`, replacing one of the same slug.
    void save(Plan plan);

    Optional<Plan> find(String slug);
}
