package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.target.AllowRule;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.TargetRules;
import java.util.List;
import java.util.Set;

/// Where clients may go.
public record TargetSettings(TargetRules rules) {

    static final Section SECTION = new Section("targets", "Where clients may go.");

    static final Setting<List<AllowRule>> ALLOW = SECTION.setting("allow", Networks.ALLOWED, "",
            "Targets that the address guard lets through although they are private; a name exempts whatever it "
                    + "resolves to. The node's own listeners stay closed.");
    static final Setting<Guard> GUARD = SECTION.setting("guard", Syntaxes.oneOf(Guard.class), "enforce",
            "`report` logs what the address guard would refuse and lets it through.");
    static final Setting<List<Integer>> DENIED_PORTS = SECTION.setting("denied_ports", Syntaxes.PORT.list(),
            "25,465,587", "Target ports that are refused.");
    static final Setting<List<Integer>> ALLOWED_PORTS = SECTION.setting("allowed_ports", Syntaxes.PORT.list(), "",
            "If not empty, the only target ports that are not refused; `denied_ports` is not asked then.");

    static TargetSettings from(Values values) {
        return new TargetSettings(new TargetRules(values.get(GUARD), Set.copyOf(values.get(DENIED_PORTS)),
                Set.copyOf(values.get(ALLOWED_PORTS)), values.get(ALLOW)));
    }
}
