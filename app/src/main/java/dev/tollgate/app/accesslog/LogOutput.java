package dev.tollgate.app.accesslog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Where the lines of an access log end up. Confined to the writing thread, its last breath included.
public interface LogOutput extends Closeable {
    /// Takes some of the bytes, as many as it can.
    ///
    /// @throws IOException if it can take none, such as when a disk is full
    void write(ByteBuffer bytes) throws IOException;

    /// Asked between lines, several times a second: whether to go on somewhere else, such as in a new file. Whatever goes wrong
    /// with that, it goes on where it was.
    ///
    /// @param anew whether somebody asks for it
    default void tend(boolean anew) {}
}
