package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;

/// How the bytes of tunnels are moved.
public record RelaySettings(Splice splice) {

    /// Whether the kernel may move bytes on its own.
    public enum Splice {
        /// Where the system can.
        AUTO, OFF
    }

    static final Section SECTION = new Section("relay", "How the bytes of tunnels are moved.");

    static final Setting<Splice> SPLICE = SECTION.setting("splice", Syntaxes.oneOf(Splice.class), "auto",
            "`auto` lets the kernel move the bytes of tunnels where it can; `off` never does.",
            TakesEffect.AT_START);

    static RelaySettings from(Values values) {
        return new RelaySettings(values.get(SPLICE));
    }
}
