package dev.tollgate.app.handover;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A conversation with another process of this machine: lines of text, and open descriptors. Confined to one thread.
final class LocalSocket implements AutoCloseable {
    private static final int LONGEST_LINE = 4_096;
    // Of `asm-generic/socket.h`; the answer is a pid, a uid and a gid.
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int UID_AT = 4;
    private static final int CREDENTIALS_SIZE = 12;

    private final Socket socket;
    private final ByteBuffer one = ByteBuffer.allocateDirect(1);

    LocalSocket(Socket socket) {
        this.socket = socket;
    }

    /// Whether descriptors can be passed on this machine.
    static boolean available() {
        return Epoll.isAvailable();
    }

    /// @return empty if nobody listens there
    static Optional<LocalSocket> connect(Path path) throws IOException {
        Socket socket = Socket.newSocketDomain();
        try {
            if (socket.connect(new DomainSocketAddress(path.toString()))) {
                return Optional.of(new LocalSocket(socket));
            }
        } catch (IOException nobody) {
            socket.close();
            return Optional.empty();
        }
        socket.close();
        throw new IOException("the running node does not take calls");
    }

    /// The user that the other process runs as.
    int peerUser() throws IOException {
        ByteBuffer credentials = ByteBuffer.allocateDirect(CREDENTIALS_SIZE).order(ByteOrder.nativeOrder());
        socket.getRawOpt(SOL_SOCKET, SO_PEERCRED, credentials);
        return credentials.getInt(UID_AT);
    }

    void say(String line) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocateDirect(text.length).put(0, text);
        // A line is shorter than the kernel's buffer, which the other side keeps empty.
        if (socket.send(bytes, 0, text.length) != text.length) {
            throw new IOException("the other process does not listen");
        }
    }

    /// @throws EOFException if the other side is gone
    /// @throws SocketTimeoutException if it says nothing for `longest`
    String hear(Duration longest) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            await(longest);
            int read = socket.recv(one, 0, 1);
            if (read < 0) {
                throw gone();
            }
            if (read > 0) {
                char next = (char) one.get(0);
                if (next == '\n') {
                    return line.toString();
                }
                line.append(next);
            }
        }
        throw new IOException("the other process talks too long");
    }

    void pass(int descriptor) throws IOException {
        if (socket.sendFd(descriptor) < 0) {
            throw new IOException("the other process takes no sockets");
        }
    }

    /// @return a descriptor, ours to close
    int take(Duration longest) throws IOException {
        while (true) {
            await(longest);
            int descriptor = socket.recvFd();
            if (descriptor < 0) {
                throw gone();
            }
            if (descriptor > 0) {
                return descriptor;
            }
        }
    }

    private void await(Duration longest) throws IOException {
        if (!SystemCalls.awaitReadable(socket.intValue(), longest)) {
            throw new SocketTimeoutException("the other process said nothing for " + longest.toSeconds() + " s");
        }
    }

    private static EOFException gone() {
        return new EOFException("the other process is gone");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
