package dev.tollgate.app.settings.read;

import java.util.Locale;

/// One thing an operator can set: the only place where its key, its default and its rule are written down.
///
/// @param key its name in the file, sections in front, such as `auth.throttle.failures`
/// @param syntax what may be written
/// @param defaultText what holds when nothing is written, in the same syntax
/// @param description what it does, in one sentence
/// @param secret whether its value must never be shown
/// @param effect when a changed value is heeded
/// @param <T> what its value means
public record Setting<T>(String key, Syntax<T> syntax, String defaultText, String description, boolean secret,
        TakesEffect effect) {

    static final String VARIABLE_PREFIX = "TOLLGATE_";
    static final String FILE_SUFFIX = "_FILE";

    /// The environment variable that sets it: `auth.throttle.failures` is `TOLLGATE_AUTH__THROTTLE__FAILURES`.
    public String variable() {
        return VARIABLE_PREFIX + key.replace(".", "__").toUpperCase(Locale.ROOT);
    }

    /// The environment variable that names a file which holds the value; only secrets have one.
    public String fileVariable() {
        return variable() + FILE_SUFFIX;
    }

    Reading<T> read(RawValue raw) {
        return syntax.read(raw);
    }
}
