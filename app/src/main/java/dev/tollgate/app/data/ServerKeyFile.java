package dev.tollgate.app.data;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.domain.secret.ServerKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// The file that holds the server key: 64 hex digits, readable by its owner alone.
public final class ServerKeyFile {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    /// Room for a key and stray white space; what is longer is no key.
    private static final int LONGEST = 1024;

    private ServerKeyFile() {}

    /// Reads the key, making one at the first start.
    ///
    /// @param mayCreate false where a key must be there already, since the store holds what was hashed under it
    /// @throws UserError if it cannot be read, is no key, or may be read by others
    public static ServerKey load(Path file, boolean mayCreate, SecureRandom random) {
        if (!Files.exists(file)) {
            if (!mayCreate) {
                throw new UserError("the server key " + file + " is missing, though the store was made with one",
                        "put it back from your backup, or point server_key.file at it");
            }
            create(file, random);
        }
        if (!Files.isRegularFile(file)) {
            throw new UserError("the server key " + file + " is not a file", "point server_key.file at the right one");
        }
        try (InputStream in = Files.newInputStream(file)) {
            checkMode(file);
            return parse(file, new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            throw new UserError("the server key " + file + " cannot be read (" + DataDirectory.reason(e) + ")",
                    "let the user that runs Tollgate read it, or set server_key.file");
        }
    }

    private static ServerKey parse(Path file, String text) {
        if (text.length() != 2 * ServerKey.LENGTH || !text.matches("[0-9a-fA-F]+")) {
            throw new UserError("the server key " + file + " is not 64 hex digits",
                    "put the right file back from your backup");
        }
        return new ServerKey(HexFormat.of().parseHex(text));
    }

    private static void create(Path file, SecureRandom random) {
        try {
            makeWhole(file, random);
        } catch (IOException e) {
            throw new UserError("the server key " + file + " cannot be made (" + DataDirectory.reason(e) + ")",
                    "make its folder, let the user that runs Tollgate write there, or set server_key.file");
        }
    }

    /// Written under another name first: a node that is killed here leaves no half a key.
    private static void makeWhole(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[ServerKey.LENGTH];
        random.nextBytes(key);
        Path folder = file.toAbsolutePath().getParent();
        Path whole = posix(file)
                ? Files.createTempFile(folder, "server", ".key", PosixFilePermissions.asFileAttribute(OWNER_ALONE))
                : Files.createTempFile(folder, "server", ".key");
        try {
            write(whole, HexFormat.of().formatHex(key) + "\n");
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException _) {
            // Another node of the same installation was faster: its key is the one.
            return;
        } catch (UnsupportedOperationException _) {
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /// Down to the disk: what is hashed under a key that a power cut took is worth nothing.
    private static void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static void checkMode(Path file) throws IOException {
        if (posix(file)) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.contains(PosixFilePermission.GROUP_READ) || mode.contains(PosixFilePermission.OTHERS_READ)
                    || mode.contains(PosixFilePermission.GROUP_WRITE)
                    || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new UserError("the server key " + file + " can be read or written by others",
                        "run `chmod 600 " + file + "`");
            }
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
