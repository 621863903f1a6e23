package dev.tollgate.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/// Whether a file can serve as the store, said before anything is written to it.
final class SqliteFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String RESTORE = "Restore it from a backup, or move it away to start empty";

    private SqliteFile() {}

    /// Looks at directory and file without opening the database.
    static void examine(Path file) throws StoreUnavailable {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (!Files.isDirectory(directory)) {
            throw new StoreUnavailable("The data directory " + directory + " is not a directory",
                    "Create it, or name another one with data_dir");
        }
        if (!Files.isWritable(directory)) {
            throw new StoreUnavailable("The data directory " + directory + " cannot be written to",
                    "Give this user write access, or name another one with data_dir");
        }
        if (!Files.exists(file)) {
            create(file);
            return;
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file) || !Files.isWritable(file)) {
            throw new StoreUnavailable("The database " + file + " is not a file that can be read and written",
                    "Give this user access to it, or move it away to start empty");
        }
        if (!startsLikeSqlite(file)) {
            throw new StoreUnavailable("The database " + file + " is corrupt: it does not begin like an SQLite file",
                    RESTORE);
        }
    }

    /// For its owner alone; SQLite makes the files beside it alike.
    private static void create(Path file) throws StoreUnavailable {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createFile(file, posix
                    ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                    : new FileAttribute<?>[0]);
        } catch (FileAlreadyExistsException _) {
            // Another process was first, which is as good.
        } catch (IOException e) {
            throw new StoreUnavailable("The database " + file + " cannot be made (" + Failures.oneLine(e) + ")",
                    "Name another directory with data_dir", e);
        }
    }

    /// SQLite leaves an empty file behind if it dies before its first write.
    private static boolean startsLikeSqlite(Path file) throws StoreUnavailable {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MAGIC.length);
            return start.length == 0 || Arrays.equals(start, MAGIC);
        } catch (IOException e) {
            throw new StoreUnavailable("The database " + file + " cannot be read (" + Failures.oneLine(e) + ")",
                    RESTORE,
                    e);
        }
    }

    /// Opens it and has SQLite look through its pages.
    static void check(Path file, DataSource source) throws StoreUnavailable {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
            String finding = found.next() ? found.getString(1) : "no answer";
            if (!"ok".equals(finding)) {
                throw new StoreUnavailable("The database " + file + " is corrupt (" + firstLine(finding) + ")",
                        RESTORE);
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("The database " + file + " cannot be opened (" + Failures.oneLine(e) + ")",
                    RESTORE,
                    e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
