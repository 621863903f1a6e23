package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.username.ProxyUsername;
import dev.tollgate.gateway.forward.BodyReader;
import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.http1.HeadReading;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.http1.HeadSlice;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.http1.RequestHeadParser;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The server at the end of the sandbox's tunnels: answers HTTP/1 requests, one after the other, each with its [Echo]. A state
/// machine over a buffer. Confined to its channel's event loop.
///
/// It speaks no TLS: nobody has a certificate for the name that the client asked for. A client that begins with it is told so in its
/// own protocol.
final class EchoConversation {
    /// What TLS begins with (G§2).
    private static final byte TLS_HANDSHAKE = 0x16;
    /// A fatal alert, `handshake_failure` (RFC 8446, section 6).
    private static final byte[] TLS_REFUSED = {0x15, 3, 1, 0, 2, 2, 40};
    private static final EchoStep NEEDS_MORE = new EchoStep.NeedsMore();
    private static final EchoStep GO_ON = new EchoStep.Say(ascii("HTTP/1.1 100 Continue\r\n\r\n"), false);
    private static final EchoStep MALFORMED = new EchoStep.Say(
            ascii("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), true);
    private static final EchoStep NOT_A_PROXY = new EchoStep.Say(
            ascii("HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n"),
            true);

    private final RequestHeadParser parser;
    private final String target;
    private final ProxyUsername username;
    private boolean begun;
    private @Nullable RequestHead head;
    private @Nullable BodyReader body;

    /// @param target what the tunnel was asked for, which answers for a request that names no host
    EchoConversation(String headerPrefix, String target, ProxyUsername username) {
        this.parser = new RequestHeadParser(HeadRules.withoutVia(headerPrefix));
        this.target = target;
        this.username = username;
    }

    /// Reads on. To be called until it needs more, or has said its last.
    EchoStep next(ByteBuf in) {
        if (!begun && in.isReadable()) {
            begun = true;
            if (in.getByte(in.readerIndex()) == TLS_HANDSHAKE) {
                return new EchoStep.Say(TLS_REFUSED, true);
            }
        }
        return head == null || body == null ? readHead(in) : readBody(in, head, body);
    }

    private EchoStep readHead(ByteBuf in) {
        return switch (parser.read(in)) {
            case HeadReading.Incomplete() -> NEEDS_MORE;
            case HeadReading.Malformed malformed -> MALFORMED;
            case HeadReading.Complete(RequestHead read, int length) -> {
                in.skipBytes(length);
                yield read.isConnect() ? NOT_A_PROXY : begin(in, read);
            }
        };
    }

    private EchoStep begin(ByteBuf in, RequestHead read) {
        BodyReader reader = new BodyReader(read.framing());
        head = read;
        body = reader;
        return read.expectsContinue() && !reader.ended() && !in.isReadable() ? GO_ON : readBody(in, read, reader);
    }

    private EchoStep readBody(ByteBuf in, RequestHead of, BodyReader reader) {
        while (true) {
            switch (reader.read(in)) {
                case ChunkReading.Data(ByteBuf piece) -> piece.release();
                case ChunkReading.NeedsMore() -> {
                    return NEEDS_MORE;
                }
                case ChunkReading.Malformed malformed -> {
                    return MALFORMED;
                }
                case ChunkReading.End() -> {
                    head = null;
                    body = null;
                    return answer(of);
                }
            }
        }
    }

    private EchoStep answer(RequestHead to) {
        String host = to.host().filter(value -> !value.isEmpty()).map(HeadSlice::text).orElse(target);
        byte[] echo = Echo.of(to.method(), host, username);
        byte[] fields = ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + echo.length
                + "\r\nConnection: " + (to.keepAlive() ? "keep-alive" : "close") + "\r\n\r\n");
        ByteArrayOutputStream answer = new ByteArrayOutputStream(fields.length + echo.length);
        answer.writeBytes(fields);
        if (!to.isHead()) {
            answer.writeBytes(echo);
        }
        return new EchoStep.Say(answer.toByteArray(), !to.keepAlive());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
