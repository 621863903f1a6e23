package dev.tollgate.gateway.dial;

/// A dial under way. Thread-safe.
@FunctionalInterface
public interface Dialing {

    /// Gives it up, since the client is gone: whatever is half open is closed and no outcome follows. Once there was an
    /// outcome this does nothing; a connected channel is its receiver's.
    void cancel();
}
