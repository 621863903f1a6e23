package dev.tollgate.domain.audit;

/// Takes note of who was turned away. Thread-safe, never waits: the entries follow within seconds, and there are never more than
/// a few, however many attempts there are ([AttemptCounts]).
@FunctionalInterface
public interface AttemptLog {
    /// Takes note of nothing.
    AttemptLog NONE = attempt -> {};

    void failed(Attempt attempt);
}
