package dev.tollgate.domain.error;

/// The limit that refused a request, and how much of it is in use.
///
/// @param limit slots, or units of the bucket
/// @param current slots held, or units in use
public record LimitHit(long limit, long current) {}
