package dev.tollgate.app;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// One CONNECT through the gateway, bytes in and out.
public final class Tunnel implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;
    private final String head;

    private Tunnel(Socket socket, String head) {
        this.socket = socket;
        this.head = head;
    }

    /// Sends a CONNECT with these credentials and reads the head of the answer.
    public static Tunnel connect(int gatewayPort, String username, String password, String target) throws IOException {
        return over(open(gatewayPort), username, password, target);
    }

    /// A connection to the gateway that has not said anything.
    public static Socket open(int gatewayPort) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), gatewayPort);
    }

    /// As [#connect], on a connection that is there already.
    public static Tunnel over(Socket socket, String username, String password, String target) throws IOException {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Tunnel(socket, ask(socket, username, password, target));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static String ask(Socket socket, String username, String password, String target) throws IOException {
        String credentials = Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target
                + "\r\nProxy-Authorization: Basic " + credentials + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("the gateway hung up after: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /// The whole head of the answer to the CONNECT.
    public String head() {
        return head;
    }

    /// Of the answer to the CONNECT.
    public int status() {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /// The code of a refusal.
    public Optional<String> errorCode() {
        return head.lines().filter(line -> line.startsWith("X-Helodata-Error-Code: "))
                .map(line -> line.substring("X-Helodata-Error-Code: ".length())).findFirst();
    }

    public Tunnel expectStatus(int wanted) {
        if (status() != wanted) {
            throw new AssertionError("instead of " + wanted + " came: " + head);
        }
        return this;
    }

    /// Sends the bytes and reads as many.
    public String echoed(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return new String(socket.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
    }

    /// Reads until the gateway closes; whether with a FIN or a reset is all the same.
    public void awaitEnd() throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return;
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
