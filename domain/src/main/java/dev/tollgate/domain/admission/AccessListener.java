package dev.tollgate.domain.admission;

/// Told what changed for the data plane, once it is in force: open tunnels may have to end. Thread-safe, never waits.
@FunctionalInterface
public interface AccessListener {

    /// @param changes each that changed, as it is now; everybody, at the first load
    void changed(AccessChanges changes);
}
