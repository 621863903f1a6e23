package dev.tollgate.domain.exit;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Facts;
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

    /// What the audit log may say of it.
    public Facts facts() {
        return Facts.none().with("name", name).with("kind", kind).with("labels", labels.facts())
                .with("exit_ip", exitIp.map(IpAddress::toString)).with("weight", weight).with("state", state);
    }
}
