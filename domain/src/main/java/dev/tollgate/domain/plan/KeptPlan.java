package dev.tollgate.domain.plan;

import java.time.Instant;

/// A plan as it is kept.
///
/// @param version of its last change: the store's revision, so that no two states of plans share one, whatever their slugs
public record KeptPlan(PlanId id, Plan plan, Instant createdAt, long version) {}
