package dev.tollgate.app.demo;

/// Somebody's wish that the demo end. Thread-safe.
public interface EndRequest {
    boolean made();

    /// Returns once it is made.
    void await();
}
