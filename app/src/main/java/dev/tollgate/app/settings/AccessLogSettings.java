package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the access log goes, and when it begins a new file.
///
/// @param maxSize bytes after which a new file is begun
/// @param maxAge how old a file gets before a new one is begun
/// @param maxFiles full files that are kept
public record AccessLogSettings(Destination destination, Optional<Long> maxSize, Optional<Duration> maxAge,
        int maxFiles) {
    private static final long SMALLEST_FILE = 1 << 20;
    private static final int MOST_FILES = 10_000;
    private static final Duration LONGEST_AGE = Duration.ofDays(366);

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

    static final Setting<Optional<Long>> MAX_SIZE = SECTION.setting("max_size",
            Syntaxes.size(SMALLEST_FILE).orWord("none"), "none",
            "From which size on a new file is begun, the full one becoming `.1`; `none`: whatever the size.");

    static final Setting<Optional<Duration>> MAX_AGE = SECTION.setting("max_age",
            Syntaxes.duration(Duration.ofMinutes(1), LONGEST_AGE).orWord("none"), "none",
            "From which age on a new file is begun; `none`: whatever the age.");

    static final Setting<Integer> MAX_FILES = SECTION.setting("max_files", Syntaxes.number(1, MOST_FILES), "10",
            "How many full files are kept; the oldest are deleted.");

    static AccessLogSettings from(Values values) {
        return new AccessLogSettings(values.get(PATH), values.get(MAX_SIZE), values.get(MAX_AGE),
                values.get(MAX_FILES));
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
