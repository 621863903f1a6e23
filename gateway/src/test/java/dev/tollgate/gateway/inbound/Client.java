package dev.tollgate.gateway.inbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;

/// One end of a connection in a test: bytes in hexadecimal go out, bytes are expected back.
public final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HexFormat HEX = HexFormat.of();
    private final Socket socket;

    public Client(Socket socket) {
        try {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Client connect(int port) {
        try {
            return new Client(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    public Socket socket() {
        return socket;
    }

    public Client sends(String hex) {
        return sends(bytes(hex));
    }

    public Client says(String text) {
        return sends(text.getBytes(StandardCharsets.US_ASCII));
    }

    public Client sends(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends each byte on its own.
    public Client trickles(byte[] bytes) {
        for (byte one : bytes) {
            sends(new byte[]{one});
        }
        return this;
    }

    public Client receives(String hex) {
        byte[] wanted = bytes(hex);
        assertThat(HEX.formatHex(read(wanted.length))).isEqualTo(HEX.formatHex(wanted));
        return this;
    }

    public Client hears(String text) {
        assertThat(new String(read(text.length()), StandardCharsets.US_ASCII)).isEqualTo(text);
        return this;
    }

    /// Expects the end of the stream, in order, and nothing before it.
    public Client seesTheEnd() {
        assertThat(read(1)).as("what comes before the end").isEmpty();
        return this;
    }

    /// Expects that the connection is over, by whatever means, without another byte.
    public Client isClosed() {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (SocketException e) {
            // Reset: closed while something we sent was unread.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// All that comes up to the end.
    public String hearsOut() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Client finishes() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void resets() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(int length) {
        try {
            return socket.getInputStream().readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
