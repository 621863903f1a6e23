package dev.tollgate.app.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Health, readiness and metrics (G§21), for machines on the operator's side of the fence. Thread-safe.
public final class AdminServer implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private volatile int port;

    private AdminServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
        this.port = server.getAddress().getPort();
    }

    /// @param unready what stands against new clients now; asked at each request, from any thread
    /// @throws IOException if the address cannot be had
    public static AdminServer start(InetSocketAddress address, Metrics metrics, Supplier<List<NotReady>> unready)
            throws IOException {
        AdminServer server = open(address, metrics, unready);
        server.begin(server.port());
        return server;
    }

    /// Listens, and accepts nobody before [#begin].
    ///
    /// @param unready what stands against new clients now; asked at each request, from any thread
    /// @throws IOException if the address cannot be had
    public static AdminServer open(InetSocketAddress address, Metrics metrics, Supplier<List<NotReady>> unready)
            throws IOException {
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/healthz" -> answer(exchange, 200, TEXT, "ok\n");
                case "/readyz" -> readiness(exchange, unready.get());
                case "/metrics" -> answer(exchange, 200, Metrics.CONTENT_TYPE, metrics.scrape());
                default -> write(exchange, 404, TEXT, "Try /healthz, /readyz or /metrics.\n");
            }
        });
        return new AdminServer(server, threads);
    }

    /// Accepts from now on.
    ///
    /// @param listening the port, which is another than it was opened on if its socket was exchanged for one passed on
    public void begin(int listening) {
        port = listening;
        server.start();
    }

    /// A line for each part that is not ready.
    private static void readiness(HttpExchange exchange, List<NotReady> unready) throws IOException {
        if (unready.isEmpty()) {
            answer(exchange, 200, TEXT, "ready\n");
        } else {
            answer(exchange, 503, TEXT, unready.stream().map(one -> one.part() + ": " + one.why() + "\n")
                    .collect(Collectors.joining("", "not ready\n", "")));
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        if (exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD")) {
            write(exchange, status, type, text);
        } else {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            write(exchange, 405, TEXT, "Use GET.\n");
        }
    }

    private static void write(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean bodiless = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
            if (!bodiless) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    public int port() {
        return port;
    }

    /// Answers under way are given a second; who waits for the first is turned away, since whoever asks for health or metrics asks
    /// again.
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
