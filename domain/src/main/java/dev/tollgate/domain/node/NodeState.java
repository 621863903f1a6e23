package dev.tollgate.domain.node;

/// Where a node stands in its life.
public enum NodeState {
    STARTING,
    SERVING,
    DRAINING
}
