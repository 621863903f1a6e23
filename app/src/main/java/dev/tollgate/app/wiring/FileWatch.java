package dev.tollgate.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Notices that files have other contents than at the last look. Confined to the watching thread.
final class FileWatch {
    private final Supplier<List<Path>> files;
    private FileStates seen;

    /// @param files those that matter now
    FileWatch(Supplier<List<Path>> files) {
        this.files = files;
        this.seen = FileStates.of(files.get());
    }

    /// Looks once.
    ///
    /// @return whether one changed that mattered at the last look too
    boolean changed() {
        FileStates before = seen;
        seen = FileStates.of(files.get());
        return seen.byFile().entrySet().stream().anyMatch(now -> before.byFile().containsKey(now.getKey())
                && !now.getValue().equals(before.byFile().get(now.getKey())));
    }
}
