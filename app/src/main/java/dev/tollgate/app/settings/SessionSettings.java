package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;

/// How long sticky sessions may be asked for, in minutes.
public record SessionSettings(int maxMinutesResidential, int maxMinutesMobile) {

    private static final int MINUTES_OF_A_DAY = 1440;
    private static final Syntax<Integer> MINUTES = Syntaxes.number(1, MINUTES_OF_A_DAY);

    static final Section SECTION = new Section("session", "Sticky sessions.");

    static final Setting<Integer> RESIDENTIAL = SECTION.setting("max_minutes.residential", MINUTES, "30",
            "The largest `sesstime` of the product `residential`, in minutes.");
    static final Setting<Integer> MOBILE = SECTION.setting("max_minutes.mobile", MINUTES, "30",
            "The largest `sesstime` of the product `mobile`, in minutes.");

    static SessionSettings from(Values values) {
        return new SessionSettings(values.get(RESIDENTIAL), values.get(MOBILE));
    }
}
