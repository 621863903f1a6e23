package dev.tollgate.app.settings.read;

import java.util.ArrayList;
import java.util.List;

/// The settings that stand together in the file, in the order in which they were declared.
///
/// Filled by the static constants of one settings record and not changed after its class is loaded.
public final class Section {

    private final String name;
    private final String description;
    private final List<Setting<?>> settings = new ArrayList<>();

    /// @param name the key of the section; empty for what stands at the top
    public Section(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /// Declares a setting of this section, of which a running node heeds a changed value.
    public <T> Setting<T> setting(String key, Syntax<T> syntax, String defaultText, String what) {
        return setting(key, syntax, defaultText, what, TakesEffect.AT_RELOAD);
    }

    /// Declares a setting of this section.
    public <T> Setting<T> setting(String key, Syntax<T> syntax, String defaultText, String what, TakesEffect effect) {
        return declare(new Setting<>(qualified(key), syntax, defaultText, what, false, effect));
    }

    /// Declares a setting whose value is never shown, and which may be given in a file of its own.
    public <T> Setting<T> secret(String key, Syntax<T> syntax, String defaultText, String what, TakesEffect effect) {
        return declare(new Setting<>(qualified(key), syntax, defaultText, what, true, effect));
    }

    private <T> Setting<T> declare(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }

    private String qualified(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public List<Setting<?>> settings() {
        return List.copyOf(settings);
    }
}
