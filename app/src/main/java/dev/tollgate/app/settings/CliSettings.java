package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which node the commands talk to that work over the API.
///
/// @param api empty: the API of this node's own settings
public record CliSettings(Optional<URI> api, Optional<Secret> token) {

    static final Section SECTION = new Section("cli", "Commands that work over the API of a running node.");

    static final Setting<Optional<URI>> API = SECTION.setting("api",
            Syntax.single("a URL such as https://api.example.net", CliSettings::url).optional(), "",
            "The API to talk to; empty: the one of these settings.",
            TakesEffect.AT_COMMAND);
    static final Setting<Optional<Secret>> TOKEN = SECTION.secret("token",
            Syntaxes.text("an API token", Pattern.compile("[!-~]{1,200}")).map(Secret::new).optional(), "",
            "The API token to show.",
            TakesEffect.AT_COMMAND);

    static CliSettings from(Values values) {
        return new CliSettings(values.get(API), values.get(TOKEN));
    }

    private static Optional<URI> url(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return Optional.of(uri).filter(u -> web && u.getHost() != null && u.getUserInfo() == null);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
