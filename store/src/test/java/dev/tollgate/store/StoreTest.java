package dev.tollgate.store;

import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a port promises, to be held against each database. The tests of a class share one fresh store; each works in accounts
/// of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoreTest {
    private final TestDatabase database;
    private Path directory;
    private StoreConfig config;
    private Store store;

    protected StoreTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    final void openFreshStore(@TempDir Path given) throws StoreUnavailable {
        directory = given;
        config = database.fresh(directory);
        store = Store.open(config, Samples.IDS, Samples.CLOCK);
    }

    @AfterAll
    final void closeStore() {
        store.close();
    }

    protected final Store store() {
        return store;
    }

    /// As a restart would leave it.
    protected final Store reopened() throws StoreUnavailable {
        store.close();
        store = Store.open(config, Samples.IDS, Samples.CLOCK);
        return store;
    }

    /// Another node over the same database.
    protected final Store secondNode() throws StoreUnavailable {
        return Store.open(config, Samples.IDS, Samples.CLOCK);
    }

    /// A database that nobody used yet.
    protected final StoreConfig freshConfig() {
        return database.fresh(directory);
    }

    /// A store of its own, for what concerns an installation as a whole.
    protected final Store freshStore() throws StoreUnavailable {
        return Store.open(freshConfig(), Samples.IDS, Samples.CLOCK);
    }

    protected final Samples samples() {
        return new Samples(store);
    }
}
