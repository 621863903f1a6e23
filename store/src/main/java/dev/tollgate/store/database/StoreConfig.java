package dev.tollgate.store.database;

import java.nio.file.Path;

/// Which database holds the store.
public sealed interface StoreConfig permits StoreConfig.Sqlite, PostgresqlConfig {
    /// @param file made at the first start; its directory must exist
    record Sqlite(Path file) implements StoreConfig {}
}
