package dev.tollgate.app.endurance;

import dev.tollgate.app.journey.Certificates;
import dev.tollgate.app.journey.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;

/// A client's connection to the gateway, which can also end without manners. Confined to one thread.
public final class ClientLine implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SOURCES = 200;

    private final Socket raw;
    /// The same, or TLS over it.
    private final Socket spoken;

    private ClientLine(Socket raw, Socket spoken) {
        this.raw = raw;
        this.spoken = spoken;
    }

    /// The address that a client of this turn has: one after another, since a source may have few connections without a login.
    public static InetAddress source(int turn) {
        return InetAddress.ofLiteral("127.0.1." + (1 + Math.floorMod(turn, SOURCES)));
    }

    /// @param source which of the loopback network's addresses the client has
    public static ClientLine open(int gatewayPort, InetAddress source) throws IOException {
        Socket socket = new Socket();
        return connected(socket, gatewayPort, source, 0);
    }

    /// As [#open], with a receive buffer of about this size: what the kernel takes in for a slow reader.
    static ClientLine open(int gatewayPort, InetAddress source, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        return connected(socket, gatewayPort, source, receiveBuffer);
    }

    private static ClientLine connected(Socket socket, int gatewayPort, InetAddress source, int receiveBuffer)
            throws IOException {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(source, 0));
            socket.connect(new InetSocketAddress(Wire.LOOPBACK, gatewayPort), PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new ClientLine(socket, socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// The same connection, its handshake done.
    ClientLine insideTls() throws IOException {
        try {
            SSLSocket tls = (SSLSocket) Certificates.shared().trusting().getSocketFactory().createSocket(raw,
                    "localhost", raw.getPort(), true);
            tls.startHandshake();
            return new ClientLine(raw, tls);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    Socket socket() {
        return spoken;
    }

    InputStream in() throws IOException {
        return spoken.getInputStream();
    }

    public void send(byte... bytes) throws IOException {
        spoken.getOutputStream().write(bytes);
        spoken.getOutputStream().flush();
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public byte[] read(int count) throws IOException {
        byte[] bytes = in().readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("hung up after " + Arrays.toString(bytes) + " instead of " + count + " bytes");
        }
        return bytes;
    }

    /// Sends `text` and reads it back.
    public void echo(String text) throws IOException {
        send(text);
        String heard = new String(read(text.length()), StandardCharsets.ISO_8859_1);
        if (!heard.equals(text)) {
            throw new AssertionError("heard " + heard + " instead of " + text);
        }
    }

    /// Reads an HTTP answer's head.
    public Wire.Answer head() throws IOException {
        return Wire.head(spoken);
    }

    /// Says that nothing more will be sent: a FIN, and inside TLS a farewell.
    public void finish() throws IOException {
        spoken.shutdownOutput();
    }

    /// Reads until the gateway hangs up; a reset will do as well.
    ///
    /// @return the bytes that still came
    public long awaitEnd() throws IOException {
        byte[] buffer = new byte[1 << 14];
        long count = 0;
        try {
            for (int read = in().read(buffer); read >= 0; read = in().read(buffer)) {
                count += read;
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("still open", e);
        } catch (IOException reset) {
            return count;
        }
        return count;
    }

    /// Leaves with a reset, and inside TLS without a farewell.
    public void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    @Override
    public void close() throws IOException {
        spoken.close();
        raw.close();
    }
}
