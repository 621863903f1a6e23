package dev.tollgate.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tells the contents of some files from others, without reading them.
///
/// @param byFile empty for one that cannot be seen
record FileStates(Map<Path, Optional<State>> byFile) {
    FileStates {
        byFile = Map.copyOf(byFile);
    }

    /// A file that was replaced has another key.
    record State(FileTime time, long size, Optional<Object> key) {}

    static FileStates of(List<Path> files) {
        Map<Path, Optional<State>> now = new HashMap<>();
        files.forEach(file -> now.put(file, state(file)));
        return new FileStates(now);
    }

    private static Optional<State> state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new State(attributes.lastModifiedTime(), attributes.size(),
                    Optional.ofNullable(attributes.fileKey())));
        } catch (IOException goneOrHidden) {
            return Optional.empty();
        }
    }
}
