package dev.tollgate.control.publish;

/// Puts in force what was committed. Thread-safe.
public interface AccessPublisher {

    /// Returns once everything committed before the call is in force on this node, or cannot be brought about in time: it is
    /// committed all the same, and follows as soon as the store answers again.
    void publish();

    /// Whether the last attempt succeeded: nothing committed is known to wait.
    boolean inForce();
}
