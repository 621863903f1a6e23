package dev.tollgate.gateway.connection;

/// Whether the node is taking leave of its clients: from then on each answer is the last of its connection (G§20).
/// Thread-safe.
public final class Drain {
    private volatile boolean begun;

    public void begin() {
        begun = true;
    }

    public boolean begun() {
        return begun;
    }
}
