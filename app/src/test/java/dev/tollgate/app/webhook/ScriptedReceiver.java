package dev.tollgate.app.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// A receiver of webhooks on 127.0.0.1 that answers by a script and keeps what it was sent. Thread-safe.
public final class ScriptedReceiver implements AutoCloseable {
    public static final Script OK = answering("HTTP/1.1 204 No Content\r\n\r\n");

    private final ServerSocket server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Script script = OK;

    /// What is done once a request was read.
    @FunctionalInterface
    public interface Script {
        void answer(Socket caller, OutputStream out) throws IOException, InterruptedException;
    }

    /// A request as it came.
    public record Received(String head, String body) {

        public String requestLine() {
            return head.lines().findFirst().orElse("");
        }

        /// Empty if there is no such field.
        public String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start)).findFirst()
                    .map(line -> line.substring(start.length())).orElse("");
        }
    }

    private ScriptedReceiver(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public static ScriptedReceiver plain() throws IOException {
        return new ScriptedReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public static ScriptedReceiver tls(SSLContext identity) throws IOException {
        return new ScriptedReceiver(identity.getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress()));
    }

    public static Script answering(String bytes) {
        return (_, out) -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void script(Script next) {
        script = next;
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /// Connections, whether or not anything came of them.
    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            InputStream in = caller.getInputStream();
            String head = head(in);
            int length = head.lines().filter(line -> line.startsWith("Content-Length: ")).findFirst()
                    .map(line -> Integer.parseInt(line.substring("Content-Length: ".length()))).orElse(0);
            received.add(new Received(head, new String(in.readNBytes(length), StandardCharsets.UTF_8)));
            script.answer(caller, caller.getOutputStream());
        } catch (IOException gone) {
            // The sender went away, or TLS failed: what the sender made of it is what tests look at.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no whole head");
            }
            head.write(c);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
