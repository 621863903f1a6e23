package dev.tollgate.app.cli;

import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.Settings.Outcome;
import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.SettingsSources;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that reads settings.
final class SettingsOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "The settings file (YAML).")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "The data folder; goes before data_dir.")
    private @Nullable String dataDir;

    SettingsSources sources(Map<String, String> environment) {
        SettingsSources sources = SettingsSources.of(environment);
        if (config != null) {
            sources = sources.withFile(config);
        }
        return dataDir == null ? sources : sources.withOption("data_dir", dataDir);
    }

    /// The settings, or a [UserError] with all their problems.
    Outcome.Loaded load(Map<String, String> environment) {
        return load(sources(environment));
    }

    /// The settings of these sources, or a [UserError] with all their problems.
    static Outcome.Loaded load(SettingsSources sources) {
        return switch (Settings.load(sources)) {
            case Outcome.Loaded loaded -> loaded;
            case Outcome.Refused(var problems) ->
                throw new UserError(problems.stream().map(Problem::line).toList());
        };
    }
}
