package dev.tollgate.gateway.http1;

import dev.tollgate.gateway.http1.RequestTarget.Absolute;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/// Writes the head that a target receives, anew from the parsed one, in one pass. Immutable.
public final class RequestHeadWriter {

    private final HeadRules rules;

    public RequestHeadWriter(HeadRules rules) {
        this.rules = rules;
    }

    /// Writes a complete HTTP/1.1 head in origin form. `host` is the host as it was judged: without a trailing dot, IPv6 in
    /// brackets. The head must have an absolute target.
    public void write(RequestHead head, String host, ConnectionField connection, ByteBuf out) {
        if (!(head.target() instanceof Absolute target)) {
            throw new IllegalArgumentException("only absolute targets are forwarded");
        }
        writeRequestLine(head, target, out);
        if (!head.hostPresent()) {
            writeHost(target, host, out);
        }
        FieldTable fields = head.fields();
        for (int field = 0; field < fields.count(); field++) {
            if (fields.kind(field) == FieldKind.HOST) {
                writeHost(target, host, out);
            } else {
                writeField(head, field, out);
            }
        }
        if (rules.via()) {
            FieldLines.append(out, "Via", "1.1 " + rules.viaPseudonym());
        }
        connection.write(out);
        FieldLines.end(out);
    }

    private static void writeRequestLine(RequestHead head, Absolute target, ByteBuf out) {
        ByteBufUtil.writeAscii(out, head.method());
        out.writeByte(' ');
        HeadSlice path = target.pathAndQuery();
        if (path.isEmpty()) {
            out.writeByte(head.isOptions() ? '*' : '/');
        } else if (path.at(0) == '?') {
            out.writeByte('/');
        }
        path.writeTo(out);
        ByteBufUtil.writeAscii(out, " HTTP/1.1\r\n");
    }

    private static void writeHost(Absolute target, String host, ByteBuf out) {
        ByteBufUtil.writeAscii(out, "Host: ");
        out.writeCharSequence(host, StandardCharsets.US_ASCII);
        if (target.effectivePort() != target.scheme().defaultPort()) {
            out.writeByte(':');
            FieldLines.writeNumber(out, target.effectivePort(), 10);
        }
        out.writeShort(FieldLines.CRLF);
    }

    private static void writeField(RequestHead head, int field, ByteBuf out) {
        switch (head.fields().kind(field)) {
            case OTHER, VIA, PROXY_AUTHENTICATION_INFO -> head.fields().write(field, out);
            case CONTENT_LENGTH, TRANSFER_ENCODING -> writeFraming(head.framing(), out);
            case EXPECT -> writeExpect(head, out);
            case MAX_FORWARDS -> writeMaxForwards(head, field, out);
            case HOST, CONNECTION, PROXY_CONNECTION, KEEP_ALIVE, TE, TRAILER, UPGRADE, HTTP2_SETTINGS,
                    PROXY_AUTHORIZATION, PROXY_AUTHENTICATE, TAG, OWN, NAMED_BY_CONNECTION, CREDENTIAL_LOOKALIKE -> {
            }
        }
    }

    private static void writeFraming(BodyFraming framing, ByteBuf out) {
        switch (framing) {
            case BodyFraming.None _ -> {
            }
            case BodyFraming.Length(long bytes) -> FieldLines.append(out, "Content-Length", bytes);
            case BodyFraming.Chunked _ -> FieldLines.append(out, "Transfer-Encoding", "chunked");
        }
    }

    private static void writeExpect(RequestHead head, ByteBuf out) {
        if (head.expectsContinue()) {
            FieldLines.append(out, "Expect", "100-continue");
        }
    }

    private static void writeMaxForwards(RequestHead head, int field, ByteBuf out) {
        if (head.isOptions()) {
            FieldLines.append(out, "Max-Forwards", Math.max(0, head.maxForwards().orElse(0) - 1));
        } else {
            head.fields().write(field, out);
        }
    }
}
