package dev.tollgate.domain.node;

import java.time.Instant;

/// What a node says of itself.
///
/// @param boot tells one start of it from another
/// @param version of the product
/// @param at when it said so
/// @param revision of the snapshot that it has in force
public record NodeReport(NodeName name, String boot, String version, Instant startedAt, Instant at, NodeState state,
        long revision) {}
