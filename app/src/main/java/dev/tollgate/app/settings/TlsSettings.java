package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.nio.file.Path;
import java.util.Optional;

/// TLS at the gateway port.
///
/// @param files empty: clients that speak TLS are turned away
public record TlsSettings(Optional<CertificateFiles> files) {

    static final Section SECTION = new Section("tls", "TLS towards proxy clients.");

    static final Setting<Optional<Path>> CERTIFICATE = SECTION.setting("certificate", Syntaxes.PATH.optional(), "",
            "The PEM file of the certificate and its chain; empty: no TLS.");
    static final Setting<Optional<Path>> KEY = SECTION.setting("key", Syntaxes.PATH.optional(), "",
            "The PEM file of the certificate's private key.");

    static TlsSettings from(Values values) {
        return new TlsSettings(CertificateFiles.of(values.get(CERTIFICATE), values.get(KEY)));
    }
}
