package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Values;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Where the access log goes.
public record AccessLogSettings(Destination destination) {

    /// Where lines go.
    public sealed interface Destination {

        /// Nowhere.
        record Nowhere() implements Destination {}

        /// To standard output.
        record StandardOutput() implements Destination {}

        /// To the end of a file.
        record LogFile(Path file) implements Destination {}
    }

    static final Section SECTION = new Section("access_log", "The access log: JSON, one line for each exchange.");

    static final Setting<Destination> PATH = SECTION.setting("path",
            Syntax.single("a path, `-` for standard output, or empty for no access log", AccessLogSettings::read), "",
            "The file to append to; `-`: standard output; empty: no access log.");

    static AccessLogSettings from(Values values) {
        return new AccessLogSettings(values.get(PATH));
    }

    private static Optional<Destination> read(String text) {
        try {
            return Optional.of(switch (text) {
                case "" -> new Destination.Nowhere();
                case "-" -> new Destination.StandardOutput();
                case String path -> new Destination.LogFile(Path.of(path));
            });
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
