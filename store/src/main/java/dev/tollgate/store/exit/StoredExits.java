package dev.tollgate.store.exit;

import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitRepository;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Revision;
import java.util.List;

/// Exits. Thread-safe.
public final class StoredExits implements ExitRepository {
    private final Database database;

    public StoredExits(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Exit exit) {
        database.write(handle -> {
            new ExitTable(handle).insert(exit);
            Revision.nextOfExits(handle);
            return true;
        });
    }

    @Override
    public List<Exit> all() {
        return database.read(handle -> new ExitTable(handle).all());
    }
}
