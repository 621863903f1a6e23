package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.net.InetSocketAddress;
import java.util.List;

/// Who resolves the names of targets.
///
/// @param servers empty: those of the system
public record DnsSettings(List<InetSocketAddress> servers) {

    static final Section SECTION = new Section("dns", "Who resolves the names of targets.");

    static final Setting<List<InetSocketAddress>> SERVERS = SECTION.setting("servers", Syntaxes.NAME_SERVER.list(), "",
            "The name servers to ask; empty: those of the system.");

    static DnsSettings from(Values values) {
        return new DnsSettings(values.get(SERVERS));
    }
}
