package dev.tollgate.app.endurance;

import dev.tollgate.app.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ServerSocketFactory;

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
final class ContraryTarget extends LoopbackServer {
    private static final int PIECE = 10_000;
    private static final int BACKLOG = 4096;

    private ContraryTarget() {
        super(ServerSocketFactory.getDefault(), BACKLOG);
    }

    static ContraryTarget start() {
        ContraryTarget target = new ContraryTarget();
        target.begin();
        return target;
    }

    @Override
    protected void serve(Socket client) throws IOException {
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
    }
}
