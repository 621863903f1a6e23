package dev.tollgate.app.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lines to the end of a file. Begins the file anew when it is full, and when somebody else moved or removed it.
public final class LogFile implements LogOutput {
    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

    private final Path path;
    private final Rotation rotation;
    private final InstantSource clock;
    private FileChannel channel;
    /// What the system knows the open file by; empty when it was gone before anybody looked.
    private Optional<Object> key = Optional.empty();
    private boolean ordinary;
    private Instant begun = Instant.EPOCH;
    private boolean troubled;

    private LogFile(Path path, Rotation rotation, InstantSource clock, FileChannel channel) {
        this.path = path;
        this.rotation = rotation;
        this.clock = clock;
        this.channel = channel;
    }

    /// @throws IOException if it cannot be written
    public static LogFile open(Path path, Rotation rotation, InstantSource clock) throws IOException {
        LogFile file = new LogFile(path, rotation, clock, channel(path));
        file.look();
        return file;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
    }

    @Override
    public void tend(boolean anew) {
        try {
            if (anew || moved()) {
                beginAnew();
            } else if (full()) {
                RotatedFiles.putAway(path, rotation.maxFiles());
                beginAnew();
            }
            troubled = false;
        } catch (IOException e) {
            if (!troubled) {
                // Once for each outage: it is tried again several times a second.
                troubled = true;
                LOG.error("The access log {} could not be begun anew ({}); it goes on in the file it has", path,
                        String.valueOf(e.getMessage()));
            }
        }
    }

    private boolean moved() throws IOException {
        try {
            return ordinary && !key.equals(keyOf(attributes()));
        } catch (NoSuchFileException _) {
            return true;
        }
    }

    private boolean full() throws IOException {
        if (!ordinary || rotation.never()) {
            return false;
        }
        long size = channel.size();
        return size > 0 && (rotation.maxSize().filter(most -> size >= most).isPresent()
                || rotation.maxAge().filter(most -> !begun.plus(most).isAfter(clock.instant())).isPresent());
    }

    private void beginAnew() throws IOException {
        FileChannel old = channel;
        channel = channel(path);
        old.close();
        look();
    }

    private void look() throws IOException {
        try {
            BasicFileAttributes now = attributes();
            key = keyOf(now);
            ordinary = now.isRegularFile();
            begun = now.creationTime().toInstant();
        } catch (NoSuchFileException _) {
            // Moved between opening it and looking: the next look will notice.
            key = Optional.empty();
            ordinary = true;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    private static Optional<Object> keyOf(BasicFileAttributes attributes) {
        return Optional.ofNullable(attributes.fileKey());
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerAlone(path));
    }

    /// It holds usernames, targets and addresses: whom else it may concern is the operator's to say.
    private static FileAttribute<?>[] ownerAlone(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                        "rw-------"))}
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
