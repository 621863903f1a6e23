package dev.tollgate.app.settings.read;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where settings are looked for: the file first, the environment over it, the command line over both.
///
/// @param file the settings file, if one was named
/// @param environment all variables of the process
/// @param options values by key that were given as options
public record SettingsSources(Optional<Path> file, Map<String, String> environment, Map<String, String> options) {

    public SettingsSources {
        environment = Map.copyOf(environment);
        options = Map.copyOf(options);
    }

    /// Only the environment.
    public static SettingsSources of(Map<String, String> environment) {
        return new SettingsSources(Optional.empty(), environment, Map.of());
    }

    public SettingsSources withFile(Path named) {
        return new SettingsSources(Optional.of(named), environment, options);
    }

    /// With the setting `key` given as an option: `data_dir` as `--data-dir`.
    public SettingsSources withOption(String key, String value) {
        var more = new LinkedHashMap<>(options);
        more.put(key, value);
        return new SettingsSources(file, environment, more);
    }
}
