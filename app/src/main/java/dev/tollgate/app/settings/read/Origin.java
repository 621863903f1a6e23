package dev.tollgate.app.settings.read;

import java.nio.file.Path;

/// Where a value came from, so that a message can point there.
public sealed interface Origin {

    /// Nobody set it.
    record Default() implements Origin {}

    /// A line of the settings file; 0 is the file as a whole.
    record FileLine(Path file, int line) implements Origin {}

    /// An environment variable.
    record Variable(String name) implements Origin {}

    /// A file that an environment variable names.
    record NamedFile(String variable, Path file) implements Origin {}

    /// An option of the command line.
    record CommandOption(String option) implements Origin {}

    /// The origin in words, such as `tollgate.yaml line 7`.
    default String shown() {
        return switch (this) {
            case Default() -> "default";
            case FileLine(Path file, int line) when line == 0 -> file.toString();
            case FileLine(Path file, int line) -> file + " line " + line;
            case Variable(String name) -> name;
            case NamedFile(String variable, Path file) -> file + " named by " + variable;
            case CommandOption(String option) -> "option " + option;
        };
    }
}
