package dev.tollgate.app;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.app.ApiClient.SubUser;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/// Clients that send one plain request after the other over connections which they keep, to a target of their own, and note
/// what went wrong. Thread-safe.
final class PlainClients implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] BODY = "all is well".getBytes(StandardCharsets.UTF_8);

    private final HttpServer target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger farewells = new AtomicInteger();
    private final AtomicInteger unreachable = new AtomicInteger();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final IntSupplier port;
    private final byte[] request;
    private volatile boolean stopping;

    private PlainClients(HttpServer target, IntSupplier port, byte[] request) {
        this.target = target;
        this.port = port;
        this.request = request;
    }

    /// @param port of the gateway, asked before each connection
    /// @param pause between two requests of a client
    static PlainClients start(int count, IntSupplier port, SubUser subUser, Duration pause) throws IOException {
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        target.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        target.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, BODY.length);
                exchange.getResponseBody().write(BODY);
            }
        });
        target.start();
        String authority = "127.0.0.1:" + target.getAddress().getPort();
        String credentials = Base64.getEncoder().encodeToString(
                (subUser.residential() + ":" + subUser.password()).getBytes(StandardCharsets.UTF_8));
        PlainClients clients = new PlainClients(target, port, ("GET http://" + authority + "/ HTTP/1.1\r\nHost: "
                + authority + "\r\nProxy-Authorization: Basic " + credentials + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < count; i++) {
            var _ = clients.threads.submit(() -> clients.run(pause));
        }
        return clients;
    }

    private void run(Duration pause) {
        while (!stopping) {
            int before = 0;
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt())) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (!stopping && exchange(socket, in)) {
                    before++;
                    LockSupport.parkNanos(pause.toNanos());
                }
            } catch (ConnectException nobodyThere) {
                unreachable.incrementAndGet();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            } catch (IOException e) {
                lost.add(e + " after " + before + " requests on the connection");
            }
        }
    }

    /// @return whether another may follow
    private boolean exchange(Socket socket, InputStream in) throws IOException {
        socket.getOutputStream().write(request);
        String status = line(in);
        boolean last = false;
        String code = "";
        int length = 0;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            String lower = field.toLowerCase(Locale.ROOT);
            last |= lower.equals("connection: close");
            if (lower.startsWith("x-helodata-error-code: ")) {
                code = field;
            }
            if (lower.startsWith("content-length: ")) {
                length = Integer.parseInt(lower.substring("content-length: ".length()));
            }
        }
        if (in.readNBytes(length).length < length) {
            throw new EOFException("cut off in the body");
        }
        if (status.startsWith("HTTP/1.1 200 ")) {
            served.incrementAndGet();
        } else {
            refused.add(status + ", " + code);
        }
        if (last) {
            farewells.incrementAndGet();
        }
        return !last;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("ended after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /// Requests that were answered 200.
    int served() {
        return served.get();
    }

    /// How requests were answered that were not answered 200.
    List<String> refused() {
        return List.copyOf(refused);
    }

    /// Answers that said that they are the last.
    int farewells() {
        return farewells.get();
    }

    /// Connections that could not be had.
    int unreachable() {
        return unreachable.get();
    }

    /// Of requests that were sent and got no whole answer, what came instead.
    Queue<String> lost() {
        return lost;
    }

    /// Lets each client end the exchange it is at.
    void stop() {
        stopping = true;
        threads.close();
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
        target.stop(0);
    }
}
