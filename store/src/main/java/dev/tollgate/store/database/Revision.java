package dev.tollgate.store.database;

import org.jdbi.v3.core.Handle;

/// The table `revision`: its one row counts the changes that the data plane must see.
///
/// @param value the latest change
/// @param exits the latest change of an exit
public record Revision(long value, long exits) {
    public static Revision current(Handle handle) {
        return handle.select("SELECT value, exits FROM revision")
                .map((row, _) -> new Revision(row.getLong("value"), row.getLong("exits"))).one();
    }

    /// Counts one change, in the transaction that makes it.
    public static long next(Handle handle) {
        return handle.select("UPDATE revision SET value = value + 1 RETURNING value").mapTo(Long.class).one();
    }

    /// Counts one change of an exit.
    public static void nextOfExits(Handle handle) {
        handle.execute("UPDATE revision SET value = value + 1, exits = value + 1");
    }
}
