package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;

/// Headers of the gateway's answers.
public record HeaderSettings(boolean proxyStatusOnSuccess) {

    static final Section SECTION = new Section("headers", "Headers of the gateway's answers.");

    static final Setting<Boolean> PROXY_STATUS_ON_SUCCESS = SECTION.setting("proxy_status_on_success",
            Syntaxes.SWITCH, "off", "Whether successes carry `Proxy-Status` too; refusals always do.");

    static HeaderSettings from(Values values) {
        return new HeaderSettings(values.get(PROXY_STATUS_ON_SUCCESS));
    }
}
