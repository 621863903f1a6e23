package dev.tollgate.control.system;

import dev.tollgate.domain.node.NodeName;
import java.time.Duration;
import java.util.Optional;

/// How the node is that answers. Thread-safe.
public interface NodeFigures {
    NodeName name();

    /// Of the snapshot in force.
    long revision();

    /// How long ago the snapshot was last known to be what the store says; empty before it was ever loaded.
    Optional<Duration> snapshotAge();

    /// `sqlite` or `postgresql`.
    String database();

    /// Whether the database answers now. May take some seconds to say no.
    boolean databaseAnswers();
}
