package dev.tollgate.app.wiring;

import dev.tollgate.app.accesslog.AccessLog;
import dev.tollgate.app.accesslog.LogFile;
import dev.tollgate.app.accesslog.Rotation;
import dev.tollgate.app.accesslog.StandardOutput;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.AccessLogSettings;
import dev.tollgate.app.settings.AccessLogSettings.Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Opens the access log where the settings say.
final class AccessLogs {
    /// Until nodes have names of their own.
    private static final String NODE = "n1";

    private AccessLogs() {}

    static Optional<AccessLog> open(AccessLogSettings settings, InstantSource clock) {
        return switch (settings.destination()) {
            case Destination.Nowhere() -> Optional.empty();
            case Destination.StandardOutput() -> Optional.of(new AccessLog(new StandardOutput(), NODE));
            case Destination.LogFile(Path path) -> Optional.of(new AccessLog(file(path,
                    new Rotation(settings.maxSize(), settings.maxAge(), settings.maxFiles()), clock), NODE));
        };
    }

    private static LogFile file(Path path, Rotation rotation, InstantSource clock) {
        try {
            return LogFile.open(path, rotation, clock);
        } catch (IOException e) {
            throw new UserError("the access log " + path + " cannot be written (" + DataDirectory.reason(e) + ")",
                    "make its folder, let the user that runs Tollgate write there, or correct access_log.path");
        }
    }
}
