package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.net.InetAddress;

/// The listener for health and metrics.
public record AdminSettings(InetAddress address, int port) {

    static final Section SECTION = new Section("admin",
            "The listener for `/healthz`, `/readyz` and `/metrics`. It asks for no credentials.");

    static final Setting<InetAddress> ADDRESS = SECTION.setting("address", Syntaxes.ADDRESS, "127.0.0.1",
            "The address to listen on.");
    static final Setting<Integer> PORT = SECTION.setting("port", Syntaxes.LISTEN_PORT, "7790",
            "The port to listen on.");

    static AdminSettings from(Values values) {
        return new AdminSettings(values.get(ADDRESS), values.get(PORT));
    }
}
