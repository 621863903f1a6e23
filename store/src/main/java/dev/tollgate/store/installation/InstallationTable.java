package dev.tollgate.store.installation;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.database.Columns;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `installation`, of one row.
final class InstallationTable {
    private final Handle handle;

    InstallationTable(Handle handle) {
        this.handle = handle;
    }

    Optional<SecretHash> keyFingerprint() {
        return handle.select("SELECT key_fingerprint FROM installation")
                .map((row, _) -> Columns.optionalText(row, "key_fingerprint")).one().map(SecretHash::ofHex);
    }

    void setKeyFingerprint(SecretHash fingerprint) {
        handle.createUpdate("UPDATE installation SET key_fingerprint = :hash").bind("hash", fingerprint.hex())
                .execute();
    }
}
