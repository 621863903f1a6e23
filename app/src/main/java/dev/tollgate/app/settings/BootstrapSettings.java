package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.secret.Secret;
import java.util.Optional;

/// What the first start makes.
///
/// @param token the operator's first token; empty: one is made and shown
public record BootstrapSettings(Optional<Secret> token, Exit exit) {

    /// The exit that the first start makes.
    public enum Exit {
        /// One that leaves from the node itself, for every place.
        LOCAL, NONE
    }

    static final Section SECTION = new Section("bootstrap", "What the first start makes.");

    static final Setting<Optional<Secret>> TOKEN = SECTION.secret("token",
            Syntax.single("`brand.token_prefix_live` and 64 of `[0-9A-Za-z]`",
                    text -> Optional.of(text).filter(t -> t.matches("[a-z]{1,8}_live_[0-9A-Za-z]{64}"))
                            .map(Secret::new)).optional(),
            "", "The operator's first token, for machines set up by a program; empty: one is made and shown once.",
            TakesEffect.AT_FIRST_START);
    static final Setting<Exit> EXIT = SECTION.setting("exit", Syntaxes.oneOf(Exit.class), "local",
            "`local` makes an exit that leaves from the node itself; `none` makes none.",
            TakesEffect.AT_FIRST_START);

    static BootstrapSettings from(Values values) {
        return new BootstrapSettings(values.get(TOKEN), values.get(EXIT));
    }
}
