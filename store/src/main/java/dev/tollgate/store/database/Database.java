package dev.tollgate.store.database;

import dev.tollgate.domain.error.StoreFailure;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Runs transactions. Thread-safe.
///
/// Work throws [IllegalStateException] to take everything back; a broken database throws
/// [StoreFailure].
public sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresqlDatabase {
    /// Opens the database and brings its schema up to this program's.
    static Database open(StoreConfig config) throws StoreUnavailable {
        return switch (config) {
            case StoreConfig.Sqlite sqlite -> SqliteDatabase.open(sqlite.file());
            case PostgresqlConfig postgresql -> PostgresqlDatabase.open(postgresql);
        };
    }

    /// Reads one consistent state.
    <T> T read(Function<Handle, T> work);

    /// Reads and writes. Writers take turns, over all processes, from before their first statement to their commit: what one
    /// has read stays true until it has written.
    <T> T write(Function<Handle, T> work);

    /// Runs `work`, whose writes on this thread, through any object over this database, become one transaction: what follows the
    /// first of them reads what was written, and nobody else does before the end. A piece that throws is taken back alone.
    ///
    /// Other writers wait from the first write on, so that `work` does nothing slow after it.
    ///
    /// @param commit whether what was written stays; it is also taken back if `work` throws
    <T> T together(Supplier<T> work, Predicate<T> commit);

    /// Whether the database answers now.
    default boolean reachable() {
        try {
            return read(Revision::current).value() >= 0;
        } catch (StoreFailure _) {
            return false;
        }
    }

    @Override
    void close();
}
