package dev.tollgate.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// A TCP server of a test, on a free port of 127.0.0.1, with a virtual thread for each client. Thread-safe.
public abstract class LoopbackServer implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger accepted = new AtomicInteger();

    /// Listens, and accepts nobody before [#begin].
    protected LoopbackServer(ServerSocketFactory sockets, int backlog) {
        try {
            this.listener = sockets.createServerSocket(0, backlog, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers one client until one of the two has enough. The socket is closed behind it.
    protected abstract void serve(Socket client) throws IOException;

    protected final void begin() {
        var _ = threads.submit(this::acceptAll);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                var _ = threads.submit(() -> serveAndClose(client));
            }
        } catch (IOException _) {
            // Closed.
            return;
        }
    }

    private void serveAndClose(Socket client) {
        try (client) {
            serve(client);
        } catch (IOException _) {
            // The other side went away, which is its good right.
            return;
        }
    }

    public final int port() {
        return listener.getLocalPort();
    }

    /// `127.0.0.1:port`.
    public final String authority() {
        return "127.0.0.1:" + port();
    }

    /// Connections that came so far.
    public final int accepted() {
        return accepted.get();
    }

    @Override
    public final void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
