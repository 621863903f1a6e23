package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.time.Duration;

/// How a node goes down.
///
/// @param delay how long it still accepts after it said that it is not ready
/// @param max how long open tunnels may live on
public record DrainSettings(Duration delay, Duration max) {

    private static final Syntax<Duration> SPAN = Syntaxes.duration(Duration.ZERO, Duration.ofHours(24));

    static final Section SECTION = new Section("drain", "How a node goes down.");

    static final Setting<Duration> DELAY = SECTION.setting("delay", SPAN, "0s",
            "How long connections are still accepted after `/readyz` said no.");
    static final Setting<Duration> MAX = SECTION.setting("max", SPAN, "30s", "How long open tunnels may live on.");

    static DrainSettings from(Values values) {
        return new DrainSettings(values.get(DELAY), values.get(MAX));
    }
}
