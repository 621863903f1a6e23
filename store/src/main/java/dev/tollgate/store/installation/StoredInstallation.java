package dev.tollgate.store.installation;

import dev.tollgate.domain.secret.Installation;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.database.Database;
import java.util.Optional;

/// The installation's own row. Thread-safe.
public final class StoredInstallation implements Installation {
    private final Database database;

    public StoredInstallation(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SecretHash> keyFingerprint() {
        return database.read(handle -> new InstallationTable(handle).keyFingerprint());
    }

    @Override
    public boolean claimKey(SecretHash fingerprint) {
        return database.write(handle -> {
            InstallationTable table = new InstallationTable(handle);
            Optional<SecretHash> claimed = table.keyFingerprint();
            if (claimed.isPresent()) {
                return claimed.get().matches(fingerprint);
            }
            table.setKeyFingerprint(fingerprint);
            return true;
        });
    }
}
