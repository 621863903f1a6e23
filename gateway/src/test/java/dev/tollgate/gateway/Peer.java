package dev.tollgate.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/// One end of a connection through or to the gateway, driven by a test: one character is one byte. Whatever does not come within
/// five seconds fails the test.
public final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final HexFormat HEX = HexFormat.of();

    private final Socket socket;

    public Peer(Socket socket) {
        this.socket = socket;
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Peer connect(int port) {
        return connect(port, 0);
    }

    /// @param receiveBuffer of the socket, for a reader that is to be slow; 0 for the system's
    public static Peer connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return new Peer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Peer sends(String text) {
        return sends(text.getBytes(ISO_8859_1));
    }

    /// @param hex bytes in hexadecimal, with spaces where they please
    public Peer sendsHex(String hex) {
        return sends(bytes(hex));
    }

    public static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    public Peer sends(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Sends one byte at a time.
    public Peer trickles(String text) {
        return trickles(text.getBytes(ISO_8859_1));
    }

    public Peer trickles(byte[] bytes) {
        for (byte one : bytes) {
            sends(new byte[]{one});
        }
        return this;
    }

    /// Sends what the other side may refuse to take any more.
    public Peer triesToSend(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException refused) {
            // As expected by whoever calls this.
        }
        return this;
    }

    /// Shuts its own direction.
    public Peer finishes() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Peer resets() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next bytes are these.
    public Peer receives(String expected) {
        assertThat(receive(expected.length())).isEqualTo(expected);
        return this;
    }

    public Peer receivesHex(String expected) {
        byte[] wanted = bytes(expected);
        assertThat(HEX.formatHex(receive(wanted.length).getBytes(ISO_8859_1))).isEqualTo(HEX.formatHex(wanted));
        return this;
    }

    /// As many bytes.
    public String receive(int length) {
        try {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            if (bytes.length < length) {
                return fail("the connection ended behind: " + new String(bytes, ISO_8859_1));
            }
            return new String(bytes, ISO_8859_1);
        } catch (SocketTimeoutException tooLate) {
            return fail("waited in vain for " + length + " bytes", tooLate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A head, its empty line included.
    public String receiveHead() {
        return receiveThrough("\r\n\r\n");
    }

    /// Everything through the next `end`.
    public String receiveThrough(String end) {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
                int one = in.read();
                if (one < 0) {
                    return fail("the connection ended behind: " + text);
                }
                text.append((char) one);
            }
            return text.toString();
        } catch (SocketTimeoutException tooLate) {
            return fail("waited in vain behind: " + text, tooLate);
        } catch (SocketException reset) {
            return fail("the connection was reset behind: " + text, reset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything up to the end of the connection, which is a clean one.
    public String receiveRest() {
        return receiveRest(false);
    }

    /// Everything up to the end of the connection, clean or not.
    public String receiveUntilCut() {
        return receiveRest(true);
    }

    private String receiveRest(boolean resetAllowed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            for (int one = in.read(); one >= 0; one = in.read()) {
                bytes.write(one);
            }
        } catch (SocketTimeoutException tooLate) {
            return fail("waited in vain for the end behind: " + bytes.toString(ISO_8859_1), tooLate);
        } catch (SocketException reset) {
            return resetAllowed
                    ? bytes.toString(ISO_8859_1)
                    : fail("reset behind: " + bytes.toString(ISO_8859_1), reset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(ISO_8859_1);
    }

    /// Nothing more comes, and the other side has shut its direction.
    public Peer seesEnd() {
        assertThat(receiveRest()).isEmpty();
        return this;
    }

    /// Nothing more comes: the connection is over, one way or another.
    public Peer seesCut() {
        assertThat(receiveUntilCut()).isEmpty();
        return this;
    }

    /// The connection was reset, not ended.
    public Peer seesReset() {
        try {
            int got = socket.getInputStream().read();
            return fail("read " + got + " where a reset was due");
        } catch (SocketTimeoutException tooLate) {
            return fail("waited in vain for the reset", tooLate);
        } catch (IOException reset) {
            return this;
        }
    }

    public Socket socket() {
        return socket;
    }
}
