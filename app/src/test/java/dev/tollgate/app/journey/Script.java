package dev.tollgate.app.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// A client written in another language, kept beside these tests.
final class Script {
    private Script() {}

    /// Runs it with `stage` as JSON in its first argument.
    ///
    /// @return what it printed, having ended well
    static String run(Program interpreter, String name, Map<String, ?> stage) {
        try (InputStream source = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
            Path file = Files.createTempDirectory("tollgate-journey-").resolve(name);
            try {
                Files.copy(source, file);
                return interpreter.run(file.toString(), JsonMapper.shared().writeValueAsString(stage)).printed();
            } finally {
                Files.deleteIfExists(file);
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
