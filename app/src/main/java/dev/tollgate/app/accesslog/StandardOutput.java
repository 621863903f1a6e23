package dev.tollgate.app.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Lines to standard output.
public final class StandardOutput implements LogOutput {
    /// Has no buffer of its own, so that a line is never written in two halves with something else between.
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }

    @Override
    public void close() {
        // Standard output is not the log's.
    }
}
