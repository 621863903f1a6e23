package dev.tollgate.store.installation;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.secret.Installation;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import java.util.Optional;

/// The installation's own row. Thread-safe.
public final class StoredInstallation implements Installation {
    private final Database database;
    private final ChangeLog changes;

    public StoredInstallation(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Optional<SecretHash> keyFingerprint() {
        return database.read(handle -> new InstallationTable(handle).keyFingerprint());
    }

    @Override
    public boolean claimKey(Author author, SecretHash fingerprint) {
        return database.write(handle -> {
            InstallationTable table = new InstallationTable(handle);
            Optional<SecretHash> claimed = table.keyFingerprint();
            if (claimed.isPresent()) {
                return claimed.get().matches(fingerprint);
            }
            table.setKeyFingerprint(fingerprint);
            changes.add(handle, author, Change.made(Action.SERVER_KEY_CLAIM, "server_key", Facts.none()));
            return true;
        });
    }
}
