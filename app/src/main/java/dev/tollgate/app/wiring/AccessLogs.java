package dev.tollgate.app.wiring;

import dev.tollgate.app.accesslog.AccessLog;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.AccessLogSettings;
import dev.tollgate.app.settings.AccessLogSettings.Destination;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Opens the access log where the settings say.
final class AccessLogs {
    /// Until nodes have names of their own.
    private static final String NODE = "n1";

    private AccessLogs() {}

    static Optional<AccessLog> open(AccessLogSettings settings) {
        return switch (settings.destination()) {
            case Destination.Nowhere() -> Optional.empty();
            case Destination.StandardOutput() -> Optional.of(new AccessLog(standardOutput(), NODE));
            case Destination.LogFile(Path path) -> Optional.of(file(path));
        };
    }

    /// Not buffered, so that a line is never written in two halves with something else between. Closing it leaves standard
    /// output open, which is not the log's.
    private static WritableByteChannel standardOutput() {
        var out = new FileOutputStream(FileDescriptor.out);
        return Channels.newChannel(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() {
                // See above.
            }
        });
    }

    private static AccessLog file(Path path) {
        try {
            return new AccessLog(FileChannel.open(path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerAlone(path)), NODE);
        } catch (IOException e) {
            throw new UserError("the access log " + path + " cannot be written (" + DataDirectory.reason(e) + ")",
                    "make its folder, let the user that runs Tollgate write there, or correct access_log.path");
        }
    }

    /// It holds usernames, targets and addresses: whom else it may concern is the operator's to say.
    private static FileAttribute<?>[] ownerAlone(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                        "rw-------"))}
                : new FileAttribute<?>[0];
    }
}
