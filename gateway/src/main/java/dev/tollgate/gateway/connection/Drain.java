package dev.tollgate.gateway.connection;

/// Whether the node is taking leave of its clients: as long as it does, each answer is the last of its connection (G§20).
/// Thread-safe.
public final class Drain {
    private volatile boolean begun;

    public void begin() {
        begun = true;
    }

    /// Clients are welcome again.
    public void end() {
        begun = false;
    }

    public boolean begun() {
        return begun;
    }
}
