package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.traffic.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Writes the answer that turns a request away (G§11.1).
final class RefusalAnswer {
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT";

    private final Brand brand;

    RefusalAnswer(Brand brand) {
        this.brand = brand;
    }

    /// @param withBody false for HEAD
    /// @param close whether the connection ends with it
    ByteBuf write(Refusal refusal, RequestId id, boolean withBody, boolean close, ByteBufAllocator allocator) {
        byte[] body = body(refusal, id);
        int status = refusal.error().status();
        StringBuilder head = new StringBuilder(640);
        head.append("HTTP/1.1 ").append(status).append(' ').append(ReasonPhrase.of(status)).append("\r\n");
        challenge(head, status);
        own(head, "Error-Code", refusal.code());
        own(head, "Error-Detail", refusal.detail());
        own(head, "Request-Id", id.value());
        refusal.category().ifPresent(slug -> own(head, "Block-Reason", slug));
        refusal.limit().ifPresent(hit -> limit(head, hit));
        refusal.retryAfter().ifPresent(wait -> field(head, "Retry-After", Long.toString(seconds(wait))));
        field(head, "Proxy-Status", brand.proxyStatusName() + "; error=" + refusal.proxyStatus().token()
                + "; details=\"" + refusal.code() + "\"");
        field(head, "Cache-Control", "no-store");
        field(head, "Content-Type", "application/json");
        field(head, "Content-Length", Integer.toString(body.length));
        field(head, "Connection", close ? "close" : "keep-alive");
        head.append("\r\n");
        ByteBuf out = allocator.buffer(head.length() + body.length);
        ByteBufUtil.writeAscii(out, head);
        if (withBody) {
            out.writeBytes(body);
        }
        return out;
    }

    private void challenge(StringBuilder head, int status) {
        switch (status) {
            case 407 -> field(head, "Proxy-Authenticate", "Basic realm=\"" + brand.realm() + "\", charset=\"UTF-8\"");
            // A scheme that no browser prompts for: the name is wrong, and asking again would not help.
            case 401 -> field(head, "WWW-Authenticate", "Proxy-Subuser realm=\"" + brand.realm() + "\"");
            case 405 -> field(head, "Allow", ALLOW);
            default -> {
                // No other status obliges a field.
            }
        }
    }

    private void limit(StringBuilder head, LimitHit hit) {
        own(head, "Limit", Long.toString(hit.limit()));
        own(head, "Current", Long.toString(hit.current()));
    }

    private void own(StringBuilder head, String name, String value) {
        field(head, brand.header(name), value);
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] body(Refusal refusal, RequestId id) {
        StringBuilder json = new StringBuilder(256);
        json.append("{\"code\":");
        quote(json, refusal.code());
        json.append(",\"message\":");
        quote(json, refusal.detail());
        json.append(",\"request_id\":");
        quote(json, id.value());
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A JSON string (RFC 8259, section 7) of text without control characters, which no detail has.
    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\');
            }
            json.append(c);
        }
        json.append('"');
    }

    /// Rounded up: a client that waits a second less is refused again.
    static long seconds(Duration wait) {
        return wait.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
