package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.brand.Brand;
import java.util.Optional;
import java.util.regex.Pattern;

/// Declares every name that shows on the wire and in the console; [Brand] carries them.
final class BrandSettings {

    private static final Syntax<String> TOKEN = Syntaxes.text("an RFC 9110 token",
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"));

    static final Section SECTION = new Section("brand", "Every name that shows on the wire and in the console.");

    static final Setting<String> USERNAME_PREFIX = SECTION.setting("username_prefix",
            Syntaxes.text("1–15 of `[a-z0-9]`, then `_`", Pattern.compile("[a-z0-9]{1,15}_")), "helo_",
            "What every proxy username begins with.",
            TakesEffect.AT_START);
    static final Setting<String> HEADER_PREFIX = SECTION.setting("header_prefix",
            Syntaxes.text("`X-`, 1–24 letters, `-`", Pattern.compile("X-[A-Za-z]{1,24}-")), "X-Helodata-",
            "What every header of the gateway begins with.");
    static final Setting<String> TOKEN_PREFIX_LIVE = SECTION.setting("token_prefix_live",
            Syntaxes.text("1–8 of `[a-z]`, then `_live_`", Pattern.compile("[a-z]{1,8}_live_")), "hel_live_",
            "What every API token begins with.",
            TakesEffect.AT_START);
    static final Setting<String> TOKEN_PREFIX_TEST = SECTION.setting("token_prefix_test",
            Syntaxes.text("1–8 of `[a-z]`, then `_test_`", Pattern.compile("[a-z]{1,8}_test_")), "hel_test_",
            "What every API token of the sandbox begins with.",
            TakesEffect.AT_START);
    static final Setting<String> REALM = SECTION.setting("realm",
            Syntaxes.text("1–64 printable ASCII characters without `\"` and `\\`",
                    Pattern.compile("[ -~&&[^\"\\\\]]{1,64}")), "helodata",
            "The realm that clients are asked to log in to.");
    static final Setting<String> PROXY_STATUS_NAME = SECTION.setting("proxy_status_name", TOKEN, "tollgate",
            "The gateway's name in `Proxy-Status`.");
    static final Setting<String> VIA_PSEUDONYM = SECTION.setting("via_pseudonym", TOKEN, "tollgate",
            "The gateway's name in `Via`.");
    static final Setting<String> PRODUCT_NAME = SECTION.setting("product_name",
            Syntaxes.text("1–40 characters", Pattern.compile("\\P{Cntrl}{1,40}")), "Tollgate",
            "The title of the console.");
    static final Setting<Optional<String>> GATEWAY_HOST = SECTION.setting("gateway_host",
            Syntaxes.text("a host name or an address", Pattern.compile("[0-9A-Za-z.:_-]{1,253}")).optional(), "",
            "The gateway's host as samples and downloads show it.");
    static final Setting<Integer> GATEWAY_PORT = SECTION.setting("gateway_port", Syntaxes.PORT, "7777",
            "The gateway's port as samples and downloads show it.");
    static final Setting<Optional<String>> SUPPORT_CONTACT = SECTION.setting("support_contact",
            Syntaxes.text("1–200 characters", Pattern.compile("\\P{Cntrl}{1,200}")).optional(), "",
            "Whom to turn to, shown beside request ids.");

    private BrandSettings() {}

    static Brand from(Values values) {
        return new Brand(values.get(USERNAME_PREFIX), values.get(HEADER_PREFIX), values.get(TOKEN_PREFIX_LIVE),
                values.get(TOKEN_PREFIX_TEST), values.get(REALM), values.get(PROXY_STATUS_NAME),
                values.get(VIA_PSEUDONYM), values.get(PRODUCT_NAME), values.get(GATEWAY_HOST),
                values.get(GATEWAY_PORT), values.get(SUPPORT_CONTACT));
    }
}
