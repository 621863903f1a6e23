package dev.tollgate.store;

import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a port promises, held against each database. The tests of a class share one fresh store; each works in accounts of
/// its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
public abstract class StoreTest {
    @TempDir
    static Path directory;

    private static @Nullable Opened opened;

    private record Opened(TestDatabase database, StoreConfig config, Store store) {}

    @BeforeParameterizedClassInvocation
    static void openFreshStore(TestDatabase database) throws StoreUnavailable {
        StoreConfig config = database.fresh(directory);
        opened = new Opened(database, config, Store.open(config));
    }

    @AfterParameterizedClassInvocation
    static void closeStore() {
        store().close();
    }

    private static Opened opened() {
        return Objects.requireNonNull(opened);
    }

    protected static Store store() {
        return opened().store();
    }

    /// As a restart would leave it.
    protected static Store reopened() throws StoreUnavailable {
        Opened before = opened();
        before.store().close();
        opened = new Opened(before.database(), before.config(), Store.open(before.config()));
        return store();
    }

    /// Another node over the same database.
    protected static Store secondNode() throws StoreUnavailable {
        return Store.open(opened().config());
    }

    /// A store of its own, for what concerns an installation as a whole.
    protected static Store freshStore() throws StoreUnavailable {
        return Store.open(opened().database().fresh(directory));
    }

    protected static Samples samples() {
        return new Samples(store());
    }
}
