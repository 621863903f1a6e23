package dev.tollgate.domain.node;

import dev.tollgate.domain.audit.Facts;
import java.time.Duration;
import java.time.Instant;

/// A node and what an operator asked of it.
///
/// @param report its latest
/// @param drained whether an operator wants it to take nobody new
public record KnownNode(NodeReport report, boolean drained) {
    /// How long a node may be silent before it counts as lost.
    public static final Duration LOST_AFTER = Duration.ofSeconds(15);

    /// What the audit log says of it: what an operator decided.
    public Facts facts() {
        return Facts.none().with("drained", drained);
    }

    public boolean lost(Instant now) {
        return report.at().plus(LOST_AFTER).isBefore(now);
    }
}
