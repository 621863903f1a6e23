package dev.tollgate.store.exit;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitRepository;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Revision;
import java.util.List;

/// Exits. Thread-safe.
public final class StoredExits implements ExitRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredExits(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public void insert(Author author, Exit exit) {
        database.write(handle -> {
            new ExitTable(handle).insert(exit);
            Revision.nextOfExits(handle);
            changes.add(handle, author, Change.made(Action.EXIT_CREATE, exit.id(), exit.facts()));
            return true;
        });
    }

    @Override
    public List<Exit> all() {
        return database.read(handle -> new ExitTable(handle).all());
    }
}
