package dev.tollgate.app.training;

import dev.tollgate.app.demo.DemoNode;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What one client of the training asks of the node, each over a connection of its own. Used by one thread.
final class Exercise {
    private static final int REQUESTS_ON_A_CONNECTION = 20;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String OK = "HTTP/1.1 200 ";

    /// One thing to do.
    interface Errand {
        void run() throws IOException;
    }

    private final InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    private final DemoNode demo;
    private final SocketFactory inTls;
    private final String authority;
    private final String authorization;

    Exercise(DemoNode demo) throws IOException {
        this.demo = demo;
        this.inTls = trusting(demo);
        this.authority = "127.0.0.1:" + demo.targetPort();
        this.authorization = "Proxy-Authorization: Basic " + Base64.getEncoder()
                .encodeToString((demo.username() + ":" + demo.password()).getBytes(StandardCharsets.US_ASCII)) + "\r\n";
    }

    /// All there is, in shares like those of a busy node.
    List<Errand> errands() {
        return List.of(this::connect, this::socks5, this::plainRequests, this::connect, this::socks5,
                this::plainRequests, this::connectInTls, this::refusal);
    }

    private void connect() throws IOException {
        connect(SocketFactory.getDefault());
    }

    private void connectInTls() throws IOException {
        connect(inTls);
    }

    private void connect(SocketFactory sockets) throws IOException {
        try (Line line = open(sockets)) {
            line.send("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + authorization + "\r\n");
            expect(OK, line.head());
            fetch(line);
        }
    }

    private void socks5() throws IOException {
        byte[] name = demo.username().getBytes(StandardCharsets.US_ASCII);
        byte[] password = demo.password().getBytes(StandardCharsets.US_ASCII);
        try (Line line = open(SocketFactory.getDefault())) {
            InputStream in = line.in();
            OutputStream out = line.out();
            out.write(new byte[]{5, 1, 2});
            expect(new byte[]{5, 2}, in.readNBytes(2));
            byte[] login = new byte[3 + name.length + password.length];
            login[0] = 1;
            login[1] = (byte) name.length;
            System.arraycopy(name, 0, login, 2, name.length);
            login[2 + name.length] = (byte) password.length;
            System.arraycopy(password, 0, login, 3 + name.length, password.length);
            out.write(login);
            expect(new byte[]{1, 0}, in.readNBytes(2));
            out.write(new byte[]{5, 1, 0, 1, 127, 0, 0, 1, (byte) (demo.targetPort() >> 8), (byte) demo.targetPort()});
            expect(new byte[]{5, 0, 0}, Arrays.copyOf(in.readNBytes(10), 3));
            fetch(line);
        }
    }

    /// Inside a tunnel, to its end.
    private void fetch(Line line) throws IOException {
        line.send("GET / HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n\r\n");
        expect(OK, new String(line.in().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private void plainRequests() throws IOException {
        try (Line line = open(SocketFactory.getDefault())) {
            for (int i = 0; i < REQUESTS_ON_A_CONNECTION; i++) {
                line.send("GET http://" + authority + "/ HTTP/1.1\r\nHost: " + authority + "\r\n" + authorization
                        + "User-Agent: training\r\nAccept: */*\r\n\r\n");
                String head = line.head();
                expect(OK, head);
                line.in().skipNBytes(length(head));
            }
        }
    }

    private void refusal() throws IOException {
        try (Line line = open(SocketFactory.getDefault())) {
            line.send("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
            expect("HTTP/1.1 407 ", line.head());
        }
    }

    private Line open(SocketFactory sockets) throws IOException {
        Socket socket = sockets.createSocket(loopback, demo.node().gatewayPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new Line(socket, new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    }

    /// A connection to the gateway.
    private record Line(Socket socket, InputStream in, OutputStream out) implements Closeable {

        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    throw new IOException("the answer ended in its head: " + head);
                }
                head.append((char) read);
            }
            return head.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static SocketFactory trusting(DemoNode demo) throws IOException {
        try (InputStream pem = Files.newInputStream(demo.certificate())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("demo", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("the demo's certificate cannot be trusted", e);
        }
    }

    private static int length(String head) {
        return head.lines().filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
    }

    private static void expect(String start, String answer) throws IOException {
        if (!answer.startsWith(start)) {
            throw new IOException("answered " + answer.lines().findFirst().orElse("nothing"));
        }
    }

    private static void expect(byte[] wanted, byte[] got) throws IOException {
        if (!Arrays.equals(wanted, got)) {
            throw new IOException("SOCKS5 answered " + HexFormat.of().formatHex(got));
        }
    }
}
