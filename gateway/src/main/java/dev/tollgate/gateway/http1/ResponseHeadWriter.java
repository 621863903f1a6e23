package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/// Writes the head that a client receives, anew from the target's. Immutable.
public final class ResponseHeadWriter {

    private final HeadRules rules;

    public ResponseHeadWriter(HeadRules rules) {
        this.rules = rules;
    }

    /// Writes a final head but for its last line: the caller adds our own fields by [FieldLines#append], then
    /// [FieldLines#end]. The framing is the one in which the body goes to this client, see [ResponseFraming#toward].
    public void begin(ResponseHead head, ResponseFraming framing, ConnectionField connection, ByteBuf out) {
        writeStatusLine(head, out);
        FieldTable fields = head.fields();
        for (int field = 0; field < fields.count(); field++) {
            if (fields.kind(field) == FieldKind.CONTENT_LENGTH) {
                writeLength(head, framing, out);
            } else if (passes(fields.kind(field))) {
                fields.write(field, out);
            }
        }
        if (framing instanceof BodyFraming.Chunked) {
            FieldLines.append(out, "Transfer-Encoding", "chunked");
        }
        if (rules.via()) {
            FieldLines.append(out, "Via", "1.1 " + rules.viaPseudonym());
        }
        connection.write(out);
    }

    /// Writes a whole interim head. Clients of HTTP/1.0 must not be sent any.
    public void writeInterim(ResponseHead head, ByteBuf out) {
        begin(head, BodyFraming.NONE, ConnectionField.UNSAID, out);
        FieldLines.end(out);
    }

    private static void writeStatusLine(ResponseHead head, ByteBuf out) {
        ByteBufUtil.writeAscii(out, "HTTP/1.1 ");
        FieldLines.writeNumber(out, head.status(), 10);
        out.writeByte(' ');
        head.reason().writeTo(out);
        out.writeShort(FieldLines.CRLF);
    }

    /// The length of a body that is sent, or that a GET would have got: after HEAD and in 304. 1xx and 204 have none.
    private static void writeLength(ResponseHead head, ResponseFraming framing, ByteBuf out) {
        switch (framing) {
            case BodyFraming.Length(long bytes) -> FieldLines.append(out, "Content-Length", bytes);
            case BodyFraming.None _ -> {
                if (!head.interim() && head.status() != 204) {
                    FieldLines.append(out, "Content-Length", head.declaredLength().orElse(0));
                }
            }
            case BodyFraming.Chunked _,ResponseFraming.UntilClose _ -> {
            }
        }
    }

    private static boolean passes(FieldKind kind) {
        return switch (kind) {
            case OTHER, VIA, HOST, EXPECT, MAX_FORWARDS, CREDENTIAL_LOOKALIKE -> true;
            case CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, PROXY_CONNECTION, KEEP_ALIVE, TE, TRAILER, UPGRADE,
                    HTTP2_SETTINGS, PROXY_AUTHORIZATION, PROXY_AUTHENTICATE, PROXY_AUTHENTICATION_INFO, TAG, OWN,
                    NAMED_BY_CONNECTION ->
                false;
        };
    }
}
