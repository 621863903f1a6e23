package dev.tollgate.app.wiring;

import dev.tollgate.app.accesslog.AccessLog;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.AccessLogSettings;
import dev.tollgate.app.settings.AccessLogSettings.Destination;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Opens the access log where the settings say.
final class AccessLogs {
    /// Until nodes have names of their own.
    private static final String NODE = "n1";

    private AccessLogs() {}

    static Optional<AccessLog> open(AccessLogSettings settings) {
        return switch (settings.destination()) {
            case Destination.Nowhere() -> Optional.empty();
            case Destination.StandardOutput() -> Optional.of(new AccessLog(
                    new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), NODE));
            case Destination.LogFile(Path path) -> Optional.of(file(path));
        };
    }

    private static AccessLog file(Path path) {
        try {
            return new AccessLog(new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND, StandardOpenOption.WRITE)), NODE);
        } catch (IOException e) {
            throw new UserError("the access log " + path + " cannot be written (" + e.getMessage() + ")",
                    "make its folder writable, or correct access_log.path");
        }
    }
}
