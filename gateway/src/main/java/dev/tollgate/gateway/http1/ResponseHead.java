package dev.tollgate.gateway.http1;

import java.util.OptionalLong;

/// A parsed and cleaned response head. Immutable, and independent of the buffer it was read from.
public final class ResponseHead {

    private final StatusLine line;
    private final FieldTable fields;
    private final ResponseFacts facts;

    ResponseHead(StatusLine line, FieldTable fields, ResponseFacts facts) {
        this.line = line;
        this.fields = fields;
        this.facts = facts;
    }

    public int status() {
        return line.status();
    }

    public HeadSlice reason() {
        return line.reason();
    }

    public HttpVersion version() {
        return line.version();
    }

    /// A 1xx: another head follows it.
    public boolean interim() {
        return status() < 200;
    }

    /// A 407 of the target's, which a client would take for ours.
    public boolean asksForProxyCredentials() {
        return status() == 407;
    }

    public ResponseFraming framing() {
        return facts.framing;
    }

    /// Whether the target is ready for another request on the same connection, as far as its head tells.
    public boolean keepAlive() {
        return facts.keepAlive;
    }

    /// What `Content-Length` says, which in answers to HEAD and in 304 is not the length of any body here.
    public OptionalLong declaredLength() {
        return facts.declaredLength < 0 ? OptionalLong.empty() : OptionalLong.of(facts.declaredLength);
    }

    public FieldTable fields() {
        return fields;
    }
}
