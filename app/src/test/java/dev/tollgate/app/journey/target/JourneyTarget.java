package dev.tollgate.app.journey.target;

import dev.tollgate.app.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;

/// An HTTP/1.1 server on 127.0.0.1, plain or inside TLS. Thread-safe.
///
/// | path | answer |
/// | --- | --- |
/// | `/hello` | a short body of known length |
/// | `/echo` | the request as it came, head and body |
/// | `/chunked`, `/trailers` | a short body in chunks, without or with trailers |
/// | `/bytes/{seed}/{length}`, `/chunks/{seed}/{length}` | [SeededBytes], of known length or in chunks |
/// | `/digest` | length and SHA-256 of the request's body |
/// | `/slow` | ten chunks, 50 ms apart |
/// | `/endless` | chunks until somebody hangs up |
/// | `/status/{code}` | that status |
/// | `/ws` | a WebSocket that says again what it hears |
/// | `/git/…` | the repositories of a folder, by git's smart HTTP protocol |
public final class JourneyTarget extends LoopbackServer {
    private static final int BACKLOG = 1024;
    private static final int BUFFER = 1 << 16;
    private static final long DRIBBLE_NANOS = 50_000_000;

    private final String scheme;
    private final Optional<GitBackend> git;

    private JourneyTarget(ServerSocketFactory sockets, String scheme, Optional<GitBackend> git) {
        super(sockets, BACKLOG);
        this.scheme = scheme;
        this.git = git;
    }

    public static JourneyTarget plain() {
        return start(ServerSocketFactory.getDefault(), "http", Optional.empty());
    }

    /// @param repositories the folder of bare git repositories
    public static JourneyTarget git(Path repositories) {
        return start(ServerSocketFactory.getDefault(), "http", Optional.of(new GitBackend(repositories)));
    }

    /// @param sockets of a context that shows a certificate
    public static JourneyTarget tls(ServerSocketFactory sockets) {
        return start(sockets, "https", Optional.empty());
    }

    private static JourneyTarget start(ServerSocketFactory sockets, String scheme, Optional<GitBackend> git) {
        JourneyTarget target = new JourneyTarget(sockets, scheme, git);
        target.begin();
        return target;
    }

    /// The URL without a path.
    public String base() {
        return scheme + "://" + authority();
    }

    /// Of this path on 127.0.0.1.
    public String url(String path) {
        return base() + path;
    }

    /// Of this path on `localhost`.
    public String urlByName(String path) {
        return scheme + "://localhost:" + port() + path;
    }

    @Override
    protected void serve(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
        OutputStream out = new BufferedOutputStream(client.getOutputStream(), BUFFER);
        boolean more = true;
        while (more) {
            Optional<TargetRequest> request = TargetRequest.read(in);
            more = request.isPresent() && answered(request.get(), in, out);
        }
    }

    /// @return whether another request may follow
    private boolean answered(TargetRequest request, InputStream in, OutputStream out) throws IOException {
        if (request.field("expect").isPresent()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if (request.path().startsWith("/ws")) {
            WebSocketEcho.serve(request, in, out);
            return false;
        }
        if (git.isPresent() && request.path().startsWith("/git/")) {
            git.get().answer(request, out);
        } else {
            answer(request, new TargetAnswer(out, request.method().equals("HEAD")));
        }
        request.body().transferTo(OutputStream.nullOutputStream());
        return request.keepAlive();
    }

    private static void answer(TargetRequest request, TargetAnswer answer) throws IOException {
        String[] parts = request.path().split("[/?]", -1);
        switch (parts[1]) {
            case "hello" -> answer.text("hello from the target\n", "Content-Type: text/plain", "X-Target: yes");
            case "echo" -> echo(request, answer);
            case "chunked" -> answer.chunked(new SeededBytes(1, 1000), List.of());
            case "trailers" -> answer.chunked(new SeededBytes(1, 1000), List.of("X-Checksum: 1"));
            case "bytes" -> {
                long length = Long.parseLong(parts[3]);
                answer.streamed("200 OK", length, new SeededBytes(Long.parseLong(parts[2]), length));
            }
            case "chunks" ->
                answer.chunked(new SeededBytes(Long.parseLong(parts[2]), Long.parseLong(parts[3])), List.of());
            case "digest" -> digest(request, answer);
            case "slow" -> dribble(answer, 10);
            case "endless" -> dribble(answer, Integer.MAX_VALUE);
            case "status" -> answer.fixed(parts[2] + " As asked", new byte[0]);
            default -> answer.fixed("404 Not Found", new byte[0]);
        }
    }

    private static void echo(TargetRequest request, TargetAnswer answer) throws IOException {
        byte[] head = request.head();
        byte[] body = request.body().readAllBytes();
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        answer.fixed("200 OK", whole, "Content-Type: application/octet-stream");
    }

    private static void digest(TargetRequest request, TargetAnswer answer) throws IOException {
        var digest = SeededBytes.digest();
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        for (int count = request.body().read(buffer); count >= 0; count = request.body().read(buffer)) {
            digest.update(buffer, 0, count);
            length += count;
        }
        answer.text(length + " " + HexFormat.of().formatHex(digest.digest()));
    }

    private static void dribble(TargetAnswer answer, int pieces) throws IOException {
        answer.head("200 OK", "Transfer-Encoding: chunked");
        for (int i = 0; i < pieces && !Thread.currentThread().isInterrupted(); i++) {
            answer.chunk("0123456789".getBytes(StandardCharsets.US_ASCII));
            // This server is slow on purpose; nothing waits for a condition here.
            LockSupport.parkNanos(DRIBBLE_NANOS);
        }
        answer.end(List.of());
    }

}
