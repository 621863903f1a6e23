package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.nio.file.Path;
import java.util.Optional;

/// Connections that the gateway itself opens with TLS.
///
/// @param trust a PEM file of roots that count beside the usual ones
public record UpstreamSettings(Optional<Path> trust) {

    static final Section SECTION = new Section("upstream", "Connections that the gateway itself opens with TLS.");

    static final Setting<Optional<Path>> TRUST = SECTION.setting("trust", Syntaxes.PATH.optional(), "",
            "A PEM file of roots to trust for `https://` targets beside the usual ones.");

    static UpstreamSettings from(Values values) {
        return new UpstreamSettings(values.get(TRUST));
    }
}
