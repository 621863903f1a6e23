package dev.tollgate.gateway.http1;

import java.util.Optional;
import java.util.OptionalLong;

/// A parsed request head that keeps every rule of the codec. Immutable, and independent of the buffer it was read from.
public final class RequestHead {

    private final RequestLine line;
    private final FieldTable fields;
    private final RequestFacts facts;

    RequestHead(RequestLine line, FieldTable fields, RequestFacts facts) {
        this.line = line;
        this.fields = fields;
        this.facts = facts;
    }

    /// The method as sent. Well-known ones are always the same string.
    public String method() {
        return line.method();
    }

    public boolean isConnect() {
        return line.method().equals("CONNECT");
    }

    public boolean isHead() {
        return line.method().equals("HEAD");
    }

    public boolean isOptions() {
        return line.method().equals("OPTIONS");
    }

    /// Whether the request may be sent once more when a reused connection fails (RFC 9110, section 9.2.2).
    public boolean isIdempotent() {
        return switch (line.method()) {
            case "GET", "HEAD", "PUT", "DELETE", "OPTIONS" -> true;
            default -> false;
        };
    }

    public RequestTarget target() {
        return line.target();
    }

    public HttpVersion version() {
        return line.version();
    }

    public BodyFraming framing() {
        return facts.framing;
    }

    /// Whether the client is ready to send another request on the same connection.
    public boolean keepAlive() {
        return facts.keepAlive;
    }

    /// Whether the client waits for a 100 before it sends the body.
    public boolean expectsContinue() {
        return facts.expectsContinue;
    }

    /// Whether the client accepts trailers, by `TE: trailers`.
    public boolean wantsTrailers() {
        return facts.wantsTrailers;
    }

    public OptionalLong maxForwards() {
        return facts.maxForwards < 0 ? OptionalLong.empty() : OptionalLong.of(facts.maxForwards);
    }

    /// The value of the one `Proxy-Authorization`.
    public Optional<HeadSlice> proxyAuthorization() {
        return facts.proxyAuthorization < 0 ? Optional.empty() : Optional.of(fields.value(facts.proxyAuthorization));
    }

    /// The value of the one `Host`: a host with an optional port, or nothing at all.
    public Optional<HeadSlice> host() {
        return hostPresent() ? Optional.of(fields.value(facts.host)) : Optional.empty();
    }

    /// How many tag fields there are; more than one are as good as none, but worth a warning.
    public int tagCount() {
        return facts.tagCount;
    }

    /// The value of the first tag field, not judged.
    public Optional<HeadSlice> tag() {
        return facts.tag < 0 ? Optional.empty() : Optional.of(fields.value(facts.tag));
    }

    public FieldTable fields() {
        return fields;
    }

    boolean hostPresent() {
        return facts.host >= 0;
    }
}
