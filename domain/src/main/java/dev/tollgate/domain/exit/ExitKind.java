package dev.tollgate.domain.exit;

/// Where an exit's traffic leaves from (G§14.1). The other kinds come with exit pools.
public enum ExitKind {
    /// The node, by its default route.
    DIRECT
}
