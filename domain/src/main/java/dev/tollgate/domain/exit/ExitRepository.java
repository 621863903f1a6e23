package dev.tollgate.domain.exit;

import dev.tollgate.domain.audit.Author;
import java.util.List;

/// Keeps exits. Thread-safe; each method is one transaction, and a change raises the store's revision with it.
public interface ExitRepository {
    /// @throws IllegalStateException if the id or name is taken
    void insert(Author author, Exit exit);

    List<Exit> all();
}
