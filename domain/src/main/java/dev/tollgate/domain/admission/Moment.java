package dev.tollgate.domain.admission;

/// One moment on both clocks.
///
/// @param epochMillis wall clock, for absolute ends such as that of a password's grace
/// @param nanos monotonic clock of arbitrary origin, for rates and waits
public record Moment(long epochMillis, long nanos) {}
