package dev.tollgate.app.wiring;

import dev.tollgate.app.accesslog.AccessLog;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.AccessLogSettings;
import dev.tollgate.app.settings.AccessLogSettings.Destination;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
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

/// The access log where the settings say, and from one place to another while lines are written. Thread-safe.
final class AccessLogs implements Part, ExchangeSink, AutoCloseable {
    /// Until nodes have names of their own.
    private static final String NODE = "n1";

    private volatile Optional<AccessLog> log = Optional.empty();
    private volatile Destination destination = new Destination.Nowhere();

    AccessLogs(AccessLogSettings settings) {
        change(settings.destination(), open(settings.destination()));
    }

    @Override
    public void accept(ExchangeRecord ended) {
        log.ifPresent(open -> open.accept(ended));
    }

    /// Lines that were lost since the start, or since there is a log.
    long dropped() {
        return log.map(AccessLog::dropped).orElse(0L);
    }

    /// A file is opened anew even if it is the same: it may have been moved away, to be begun anew.
    @Override
    public Runnable prepare(Settings next, Closing undo) {
        Destination other = next.accessLog().destination();
        if (other.equals(destination) && !(other instanceof Destination.LogFile)) {
            return () -> {};
        }
        Optional<WritableByteChannel> opened = open(other);
        opened.ifPresent(undo::add);
        return () -> change(other, opened);
    }

    private void change(Destination other, Optional<WritableByteChannel> opened) {
        destination = other;
        Optional<AccessLog> before = log;
        if (opened.isEmpty()) {
            log = Optional.empty();
            before.ifPresent(AccessLog::close);
        } else if (before.isPresent()) {
            before.get().goOnIn(opened.get());
        } else {
            log = Optional.of(new AccessLog(opened.get(), NODE));
        }
    }

    @Override
    public void close() {
        log.ifPresent(AccessLog::close);
    }

    private static Optional<WritableByteChannel> open(Destination destination) {
        return switch (destination) {
            case Destination.Nowhere() -> Optional.empty();
            case Destination.StandardOutput() -> Optional.of(standardOutput());
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

    private static WritableByteChannel file(Path path) {
        try {
            return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    ownerAlone(path));
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
