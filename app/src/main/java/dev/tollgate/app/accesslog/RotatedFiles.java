package dev.tollgate.app.accesslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The full files beside a log: `access.json.1` is the newest.
final class RotatedFiles {
    private RotatedFiles() {}

    /// Puts `log` away as the newest. The oldest go first, so that whatever is cut short loses nothing else.
    static void putAway(Path log, int keep) throws IOException {
        for (int number = keep; Files.exists(numbered(log, number)); number++) {
            Files.delete(numbered(log, number));
        }
        for (int number = keep - 1; number >= 1; number--) {
            if (Files.exists(numbered(log, number))) {
                Files.move(numbered(log, number), numbered(log, number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(log, numbered(log, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path numbered(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
