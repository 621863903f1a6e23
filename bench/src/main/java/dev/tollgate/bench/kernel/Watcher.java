package dev.tollgate.bench.kernel;

/// What happens when a socket of a [Loop] is ready.
@FunctionalInterface
public interface Watcher {
    /// @param events of [Loop]'s; an error shows as readable and writable
    void ready(int events);
}
