package dev.tollgate.app.webhook;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.webhook.WebhookUrl;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// One connection to a receiver, to one of the addresses that were judged. Confined to one thread, but for [#close].
///
/// The JDK's own HTTP client would resolve the name again, by itself, and might then dial an address that nobody judged.
final class ReceiverConnection implements AutoCloseable {
    /// What is read of a body, so that the receiver can write its answer to the end.
    private static final int MOST_BODY = 16 * 1024;
    private static final int PATIENCE_FOR_BODY_MILLIS = 500;
    /// After which another address of the name gets its chance.
    private static final int CONNECT_MILLIS = 3_000;

    private final Socket plain = new Socket();

    /// @param address one that was judged
    Socket connect(WebhookUrl url, IpAddress address, Supplier<SSLContext> trust) throws IOException {
        plain.setTcpNoDelay(true);
        plain.connect(new InetSocketAddress(InetAddress.getByAddress(address.bytes()), url.target().port()),
                CONNECT_MILLIS);
        return url.tls() ? secured(url.target(), trust.get()) : plain;
    }

    /// The certificate must be for the name, or the literal address, of the URL.
    private Socket secured(Target target, SSLContext trust) throws IOException {
        String name = switch (target.host()) {
            case Host.Name(String value) -> value;
            case Host.Literal(IpAddress literal) -> literal.toString();
        };
        SSLSocket tls = (SSLSocket) trust.getSocketFactory().createSocket(plain, name, target.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    /// Sends and reads the status.
    ///
    /// @return empty if the answer is no HTTP
    static Optional<Integer> exchange(Socket socket, WebhookUrl url, Map<String, String> headers, String body)
            throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST ").append(url.path()).append(" HTTP/1.1\r\nHost: ")
                .append(url.authority()).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Type: application/json\r\nContent-Length: ").append(content.length)
                .append("\r\nConnection: close\r\n\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(ResponseHead.ascii(head.toString()));
        out.write(content);
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        Optional<Integer> status = ResponseHead.status(in);
        status.ifPresent(_ -> drop(socket, in));
        // Here, since saying goodbye inside TLS may take its time, too.
        socket.close();
        return status;
    }

    /// A connection that is closed with bytes unread is reset, which a receiver may take for a failure.
    private static void drop(Socket socket, InputStream in) {
        try {
            socket.setSoTimeout(PATIENCE_FOR_BODY_MILLIS);
            in.readNBytes(MOST_BODY);
        } catch (IOException _) {
            // The status is known; the rest concerns nobody.
        }
    }

    /// Also ends what waits in another thread.
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
