package dev.tollgate.app.data;

import dev.tollgate.app.cli.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data folder, held by one node at a time. Closing it lets the next one in; so does the end of the process, however it
/// comes.
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "node.lock";
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    private final Path path;
    private @Nullable Hold hold;

    private record Hold(FileChannel channel, FileLock lock) {}

    private DataDirectory(Path path) {
        this.path = path;
    }

    /// Makes the folder if it is not there, and holds nothing yet.
    ///
    /// @throws UserError if it cannot be used
    public static DataDirectory of(Path path) {
        return new DataDirectory(ensure(path));
    }

    /// Makes the folder if it is not there, readable by its owner alone.
    ///
    /// @throws UserError if it cannot be used
    public static Path ensure(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return path;
            }
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(path,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(path);
            }
            return path;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /// Takes the folder for this node.
    ///
    /// @throws UserError if it cannot be used, or another node has it
    public synchronized void take() {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new UserError("another node runs on the data folder " + path,
                        "stop it, take its place with --take-over, or give this one another with --data-dir");
            }
            hold = new Hold(channel, lock.get());
        } catch (IOException e) {
            close(channel, e);
            throw unusable(path, e);
        }
    }

    /// Lets another node in. Without effect if the folder is not held.
    public synchronized void giveUp() {
        Hold given = hold;
        hold = null;
        if (given == null) {
            return;
        }
        try {
            given.lock().release();
            given.channel().close();
        } catch (IOException e) {
            // The process's end releases it too; there is nothing a person could do now.
            LOG.warn("The lock of {} was not released", path, e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            // Another node of this very process has it.
            return Optional.empty();
        }
    }

    private static void close(@Nullable FileChannel channel, IOException because) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }

    private static UserError unusable(Path path, IOException e) {
        return new UserError("the data folder " + path + " cannot be used (" + reason(e) + ")",
                "make it writable, or choose another with --data-dir or data_dir");
    }

    /// In a few words, without the path that the sentence around it names already.
    public static String reason(IOException e) {
        if (e instanceof FileSystemException precise && precise.getReason() != null) {
            return precise.getReason();
        }
        String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return switch (kind) {
            case "AccessDenied" -> "access denied";
            case "FileAlreadyExists" -> "a file is in the way";
            case "NoSuchFile" -> "there is no such file or folder";
            default -> e.getMessage() == null ? kind : e.getMessage();
        };
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        giveUp();
    }
}
