package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.username.SessionMinutes;

/// Sticky sessions.
public record SessionSettings(SessionMinutes maxMinutes) {

    private static final Syntax<Integer> MINUTES = Syntaxes.number(1, SessionMinutes.LONGEST);

    static final Section SECTION = new Section("session", "Sticky sessions.");

    static final Setting<Integer> RESIDENTIAL = SECTION.setting("max_minutes.residential", MINUTES, "30",
            "The largest `sesstime` of the product `residential`, in minutes.");
    static final Setting<Integer> MOBILE = SECTION.setting("max_minutes.mobile", MINUTES, "30",
            "The largest `sesstime` of the product `mobile`, in minutes.");

    static SessionSettings from(Values values) {
        return new SessionSettings(new SessionMinutes(values.get(RESIDENTIAL), values.get(MOBILE)));
    }
}
