package dev.tollgate.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP server on 127.0.0.1 that answers what it is sent, and a FIN with a FIN. Thread-safe.
public final class EchoTarget implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger accepted = new AtomicInteger();

    private EchoTarget(ServerSocket listener) {
        this.listener = listener;
    }

    public static EchoTarget start() {
        try {
            var target = new EchoTarget(new ServerSocket(0, 256, InetAddress.ofLiteral("127.0.0.1")));
            var _ = target.threads.submit(target::acceptAll);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                var _ = threads.submit(() -> echo(client));
            }
        } catch (IOException _) {
            // Closed.
            return;
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException _) {
            // The client went away, which is its good right.
            return;
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// `127.0.0.1:port`.
    public String authority() {
        return "127.0.0.1:" + port();
    }

    /// Connections that came so far.
    public int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
