package dev.tollgate.gateway.inbound;

/// Asks a connection on which nothing is under way to end in order: the last third of a drain has come.
public enum IdleEnd {
    NOW
}
