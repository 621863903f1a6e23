package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.target.AllowRule;
import java.util.List;

/// Where webhooks may be.
public record WebhookSettings(List<AllowRule> allow) {

    static final Section SECTION = new Section("webhooks", "Who is told of events.");

    static final Setting<List<AllowRule>> ALLOW = SECTION.setting("allow", Networks.ALLOWED, "",
            "Receivers that may be at private addresses, and that may be told without TLS, by `http://`; a name exempts "
                    + "whatever it resolves to. The node's own listeners stay closed.");

    public WebhookSettings {
        allow = List.copyOf(allow);
    }

    static WebhookSettings from(Values values) {
        return new WebhookSettings(values.get(ALLOW));
    }
}
