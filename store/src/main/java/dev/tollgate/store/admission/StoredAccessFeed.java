package dev.tollgate.store.admission;

import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessFeed;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Revision;
import dev.tollgate.store.exit.ExitTable;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What changed for the data plane. Thread-safe. Asking when nothing changed costs one row.
public final class StoredAccessFeed implements AccessFeed {
    private final Database database;

    public StoredAccessFeed(Database database) {
        this.database = database;
    }

    @Override
    public AccessChanges since(long revision) {
        return database.read(handle -> since(handle, revision));
    }

    private static AccessChanges since(Handle handle, long revision) {
        Revision now = Revision.current(handle);
        if (now.value() == revision) {
            return new AccessChanges(revision, List.of(), List.of(), Optional.empty());
        }
        Optional<List<Exit>> exits = now.exits() > revision
                ? Optional.of(new ExitTable(handle).all())
                : Optional.empty();
        return new AccessChanges(now.value(), new AccessTable(handle, revision).changed(),
                new AccountAccessTable(handle).changedAfter(revision), exits);
    }
}
