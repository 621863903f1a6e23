package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.ThrottleSettings;
import java.time.Duration;
import java.util.List;

/// How proxy clients prove who they are.
public record AuthSettings(Mode mode, ThrottleSettings throttle) {

    /// How much a refusal tells.
    public enum Mode {
        /// Every cause has its own status and code.
        COMPAT,
        /// Refusals do not tell whether a name exists.
        STRICT
    }

    private static final int MOST_FAILURES = 1_000_000;

    static final Section SECTION = new Section("auth", "How proxy clients are authenticated.");

    static final Setting<Mode> MODE = SECTION.setting("mode", Syntaxes.oneOf(Mode.class), "compat",
            "`strict` gives every failed login the same answer, so that nobody can find out which names exist.");
    static final Setting<Integer> FAILURES = SECTION.setting("throttle.failures",
            Syntaxes.number(0, MOST_FAILURES), "100",
            "How many failed logins a source may make in a window; 0 switches the throttle off.");
    static final Setting<Duration> WINDOW = SECTION.setting("throttle.window",
            Syntaxes.duration(Duration.ofSeconds(1), Duration.ofHours(24)), "10m",
            "The time in which the allowance refills.");
    static final Setting<Duration> DELAY = SECTION.setting("throttle.delay",
            Syntaxes.duration(Duration.ofMillis(1), ThrottleSettings.LONGEST_DELAY), "250ms",
            "How late the first failure over the allowance is answered; it doubles up to 2 s.");
    static final Setting<List<Cidr>> EXEMPT = SECTION.setting("throttle.exempt", Networks.LIST, "",
            "The networks that are never throttled.");

    static AuthSettings from(Values values) {
        return new AuthSettings(values.get(MODE), new ThrottleSettings(values.get(FAILURES), values.get(WINDOW),
                values.get(DELAY), CidrSet.of(values.get(EXEMPT))));
    }
}
