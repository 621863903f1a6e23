package dev.tollgate.domain.admission;

/// Tells what the data plane must know and does not yet. Thread-safe.
public interface AccessFeed {
    /// What changed after `revision`; everything, for revision 0. Reads one consistent state of the store.
    AccessChanges since(long revision);
}
