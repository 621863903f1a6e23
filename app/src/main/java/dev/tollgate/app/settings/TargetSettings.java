package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.util.List;

/// Where clients may go.
///
/// @param allow holes in the address guard
/// @param allowedPorts if there are any, all others are denied
public record TargetSettings(List<String> allow, Guard guard, List<Integer> deniedPorts, List<Integer> allowedPorts) {

    /// What happens to a target that the address guard forbids.
    public enum Guard {
        /// It is refused.
        ENFORCE,
        /// It is logged and let through.
        REPORT
    }

    static final Section SECTION = new Section("targets", "Where clients may go.");

    static final Setting<List<String>> ALLOW = SECTION.setting("allow", Networks.ALLOWED, "",
            "Targets that the address guard lets through although they are private; a name exempts whatever it "
                    + "resolves to. The node's own listeners stay closed.");
    static final Setting<Guard> GUARD = SECTION.setting("guard", Syntaxes.oneOf(Guard.class), "enforce",
            "`report` logs what the address guard would refuse and lets it through.");
    static final Setting<List<Integer>> DENIED_PORTS = SECTION.setting("denied_ports", Syntaxes.PORT.list(),
            "25,465,587", "Target ports that are refused.");
    static final Setting<List<Integer>> ALLOWED_PORTS = SECTION.setting("allowed_ports", Syntaxes.PORT.list(), "",
            "If not empty, the only target ports that are not refused.");

    static TargetSettings from(Values values) {
        return new TargetSettings(values.get(ALLOW), values.get(GUARD), values.get(DENIED_PORTS),
                values.get(ALLOWED_PORTS));
    }
}
