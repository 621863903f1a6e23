package dev.tollgate.app.settings;

import java.nio.file.Path;
import java.util.Optional;

/// The two PEM files that TLS needs.
public record CertificateFiles(Path certificate, Path key) {

    /// Both or none; [SettingsRules] refuses one alone.
    static Optional<CertificateFiles> of(Optional<Path> certificate, Optional<Path> key) {
        return certificate.flatMap(chain -> key.map(secret -> new CertificateFiles(chain, secret)));
    }
}
