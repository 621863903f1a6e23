package dev.tollgate.domain.exit;

import dev.tollgate.domain.address.IpAddress;
import java.util.Optional;

/// A place where traffic leaves.
///
/// @param name unique, 1–64 of `[a-z0-9-]`
/// @param exitIp the address targets see, where it is known
/// @param weight 1–1000: its share among the eligible
public record Exit(
        ExitId id,
        String name,
        ExitKind kind,
        ExitLabels labels,
        Optional<IpAddress> exitIp,
        int weight,
        ExitState state) {
    public static final int DEFAULT_WEIGHT = 10;
}
