package dev.tollgate.app.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

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

    /// @param ready whether new exchanges are served
    /// @throws IOException if the address cannot be had
    public static AdminServer start(InetSocketAddress address, ExchangeMetrics metrics, BooleanSupplier ready)
            throws IOException {
        AdminServer server = open(address, metrics, ready);
        server.begin(server.port());
        return server;
    }

    /// Listens, and accepts nobody before [#begin].
    ///
    /// @param ready whether new exchanges are served
    /// @throws IOException if the address cannot be had
    public static AdminServer open(InetSocketAddress address, ExchangeMetrics metrics, BooleanSupplier ready)
            throws IOException {
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/healthz" -> answer(exchange, 200, TEXT, "ok\n");
                case "/readyz" -> {
                    boolean now = ready.getAsBoolean();
                    answer(exchange, now ? 200 : 503, TEXT, now ? "ready\n" : "not ready\n");
                }
                case "/metrics" -> answer(exchange, 200, ExchangeMetrics.CONTENT_TYPE, metrics.scrape());
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

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
