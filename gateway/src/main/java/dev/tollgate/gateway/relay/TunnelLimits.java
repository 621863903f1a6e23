package dev.tollgate.gateway.relay;

import java.time.Duration;
import java.util.Optional;

/// How long a tunnel may last (G§19).
///
/// @param idle without a byte either way
/// @param halfClosed the same, once one direction is over
/// @param max from start to end
public record TunnelLimits(Duration idle, Duration halfClosed, Optional<Duration> max) {}
