package dev.tollgate.app.journey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Speaks to the gateway in bytes, for what client programs hide or cannot say.
public final class Wire {
    public static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 15_000;

    private Wire() {}

    /// An HTTP answer, from its first byte to the end of the connection.
    public record Answer(String status, List<String> fields, String body) {
        static Answer of(String whole) {
            int end = whole.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError("no HTTP answer: " + whole);
            }
            List<String> head = List.of(whole.substring(0, end).split("\r\n", -1));
            return new Answer(head.getFirst(), head.subList(1, head.size()), whole.substring(end + 4));
        }

        public Optional<String> field(String name) {
            return fields.stream().filter(field -> field.startsWith(name + ": "))
                    .map(field -> field.substring(name.length() + 2)).findFirst();
        }

        public String code() {
            return field("X-Helodata-Error-Code").orElse("");
        }
    }

    /// `Proxy-Authorization` with these.
    public static String credentials(String username, String password) {
        return "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8))
                + "\r\n";
    }

    public static String connect(String target, String credentials) {
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + credentials + "\r\n";
    }

    public static String get(String url, String credentials) {
        String authority = url.split("/", -1)[2];
        return "GET " + url + " HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n" + credentials + "\r\n";
    }

    static Socket dial(int port) throws IOException {
        Socket socket = new Socket(LOOPBACK, port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /// As [#dial], inside TLS.
    static Socket dialTls(int port) throws IOException {
        Socket socket = Certificates.shared().trusting().getSocketFactory().createSocket(LOOPBACK, port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /// Sends the request and reads until the gateway hangs up.
    static Answer ask(int port, String request) {
        try (Socket socket = dial(port)) {
            return ask(socket, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer ask(Socket socket, String request) throws IOException {
        send(socket, request);
        return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /// Reads an answer's head alone.
    public static Answer head(Socket socket) throws IOException {
        var head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("hung up after: " + head);
            }
            head.append((char) next);
        }
        return Answer.of(head.toString());
    }

    /// What SOCKS5 says to this login, and to this request if it comes to one: `[login]` or `[0, reply]`.
    static List<Integer> socks5(int port, String username, String password, String host, int targetPort) {
        try (Socket socket = dial(port)) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(new byte[]{5, 1, 2});
            in.readNBytes(2);
            socket.getOutputStream().write(login(username, password));
            int login = in.readNBytes(2)[1];
            if (login != 0) {
                return List.of(login);
            }
            socket.getOutputStream().write(socksConnect(host, targetPort));
            return List.of(0, (int) in.readNBytes(10)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The request of RFC 1928 that opens a tunnel.
    public static byte[] socksConnect(String host, int port) {
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        var request = new ByteArrayOutputStream();
        request.writeBytes(new byte[]{5, 1, 0, 3, (byte) name.length});
        request.writeBytes(name);
        request.writeBytes(new byte[]{(byte) (port >> 8), (byte) port});
        return request.toByteArray();
    }

    /// The login of RFC 1929.
    public static byte[] login(String username, String password) {
        var login = new ByteArrayOutputStream();
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        login.write(1);
        login.write(name.length);
        login.writeBytes(name);
        login.write(secret.length);
        login.writeBytes(secret);
        return login.toByteArray();
    }
}
