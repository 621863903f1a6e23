package dev.tollgate.app.endurance;

import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A target that misbehaves as the first byte it is sent asks it to. Thread-safe.
///
/// | first byte | what it does |
/// | --- | --- |
/// | `F` | floods until somebody hangs up |
/// | `R` | sends some bytes, then a reset |
/// | `E` | says `bye` and finishes first, then hears its client out |
/// | `G`, the first of a GET | promises 100,000 bytes of body, sends a tenth of them, then a reset |
/// | 16 hexadecimal, the first of a ClientHello | answers in clear |
/// | another | nothing at all |
final class ContraryTarget implements AutoCloseable {
    private static final int PIECE = 10_000;

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ContraryTarget(ServerSocket listener) {
        this.listener = listener;
    }

    static ContraryTarget start() {
        try {
            var target = new ContraryTarget(new ServerSocket(0, 4096, Wire.LOOPBACK));
            var _ = target.threads.submit(target::acceptAll);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listener.accept();
                var _ = threads.submit(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed.
            return;
        }
    }

    private static void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            switch (in.read()) {
                case 'F' -> {
                    byte[] flood = new byte[1 << 16];
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write(flood);
                    }
                }
                case 'R' -> {
                    out.write(new byte[PIECE]);
                    client.setSoLinger(true, 0);
                }
                case 'E' -> {
                    out.write("bye".getBytes(StandardCharsets.US_ASCII));
                    client.shutdownOutput();
                    in.transferTo(OutputStream.nullOutputStream());
                }
                case 'G' -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(new byte[PIECE]);
                    client.setSoLinger(true, 0);
                }
                case 0x16 -> out.write("HTTP/1.1 400 No TLS here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                default -> in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException _) {
            // The other side went away, which is its good right.
            return;
        }
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
