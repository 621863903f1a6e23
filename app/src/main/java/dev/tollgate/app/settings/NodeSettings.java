package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.node.NodeName;
import java.util.Optional;

/// What tells this node from others over the same database.
///
/// @param name empty: that of the machine
public record NodeSettings(Optional<String> name) {

    static final Section SECTION = new Section("node", "What tells this node from others over the same database.");

    static final Setting<Optional<String>> NAME = SECTION.setting("name",
            Syntaxes.text("1 to 63 of `A-Z a-z 0-9 . _ -`", NodeName.USABLE).optional(), "",
            "By which operators know this node; empty: the name of the machine. No two nodes that run share one.",
            TakesEffect.AT_START);

    static NodeSettings from(Values values) {
        return new NodeSettings(values.get(NAME));
    }
}
