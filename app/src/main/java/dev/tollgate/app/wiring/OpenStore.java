package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.ServerKeyFile;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.store.Store;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// The store and the key its secrets are hashed under, which belong together.
public record OpenStore(Store store, ServerKey key) implements AutoCloseable {
    private static final String DATABASE = "tollgate.db";

    /// For a command that works beside a running node. Makes nothing where nothing is.
    public static OpenStore beside(Settings settings, SecureRandom random) {
        if (!begun(settings)) {
            throw new UserError("there is no store in " + settings.dataDir() + " yet",
                    "start the node once with `tollgate serve`, or correct --data-dir");
        }
        return open(settings, random);
    }

    /// Whether a node has started over this store before, as far as it can be told from here.
    public static boolean begun(Settings settings) {
        return settings.store().postgres().isPresent() || Files.exists(settings.dataDir().resolve(DATABASE));
    }

    /// What to say when an open store breaks under a command or a start.
    public static UserError failed(StoreFailure failure) {
        return new UserError("the store failed (" + failure.getMessage() + ")",
                "see that the database works and its disk has room, then try again");
    }

    /// For a node: makes what is not there.
    static OpenStore open(Settings settings, SecureRandom random) {
        InstantSource clock = InstantSource.system();
        Store store = openStore(settings, new Ulids(clock, random), clock);
        try {
            boolean fresh = store.installation().keyFingerprint().isEmpty();
            ServerKey key = ServerKeyFile.load(settings.serverKeyFile(), fresh, random);
            if (!store.installation().claimKey(Author.SYSTEM, key.fingerprint())) {
                throw new UserError("the server key " + settings.serverKeyFile()
                        + " is not the one this store was made with",
                        "put the right file back, or point server_key.file at it; nodes over one PostgreSQL share one key");
            }
            return new OpenStore(store, key);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static Store openStore(Settings settings, Ulids ids, InstantSource clock) {
        try {
            return Store.open(settings.store().postgres().<StoreConfig>map(postgres -> postgres)
                    .orElseGet(() -> new StoreConfig.Sqlite(settings.dataDir().resolve(DATABASE))), ids, clock);
        } catch (StoreUnavailable e) {
            throw new UserError(List.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
