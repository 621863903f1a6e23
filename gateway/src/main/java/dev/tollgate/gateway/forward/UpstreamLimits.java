package dev.tollgate.gateway.forward;

import java.time.Duration;

/// How long upstream connections may take and wait.
///
/// @param connect until a new one is ready, its TLS handshake included
/// @param idle before an unused one is closed
/// @param maxIdle unused ones that are kept at once
public record UpstreamLimits(Duration connect, Duration idle, int maxIdle) {}
