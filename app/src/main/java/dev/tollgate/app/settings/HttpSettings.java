package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;

/// Forwarding of plain HTTP.
///
/// @param via whether the gateway names itself in `Via`
public record HttpSettings(boolean via) {

    static final Section SECTION = new Section("http", "Forwarding of plain HTTP.");

    static final Setting<Boolean> VIA = SECTION.setting("via", Syntaxes.SWITCH, "off",
            "Whether `Via` is added to what is forwarded, both ways, and loops are detected by it.");

    static HttpSettings from(Values values) {
        return new HttpSettings(values.get(VIA));
    }
}
