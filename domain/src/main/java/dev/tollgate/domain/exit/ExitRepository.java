package dev.tollgate.domain.exit;

import java.util.List;

/// Keeps exits. Thread-safe; each method is one transaction, and a change raises the store's revision with it.
public interface ExitRepository {
    /// @throws IllegalStateException if the id or name is taken
    void insert(Exit exit);

    List<Exit> all();
}
