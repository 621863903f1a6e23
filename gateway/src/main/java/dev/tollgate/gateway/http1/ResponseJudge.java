package dev.tollgate.gateway.http1;

/// Judges the fields of one complete response head together, and gathers what they say.
final class ResponseJudge {

    private final StatusLine line;
    private final FieldTable fields;
    private final FirstFault firstFault;
    private final ResponseFacts facts = new ResponseFacts();

    private int lengths;
    private int codings;
    private int connectionNames;
    private boolean close;
    private boolean keepAlive;

    ResponseJudge(StatusLine line, FieldTable fields, FirstFault firstFault) {
        this.line = line;
        this.fields = fields;
        this.firstFault = firstFault;
    }

    ResponseFacts facts() {
        return facts;
    }

    boolean judge(boolean answersHead) {
        for (int field = 0; field < fields.count(); field++) {
            if (!judgeField(field)) {
                return false;
            }
        }
        if (codings > 0 && lengths > 0) {
            return firstFault.refuse("Content-Length stands beside Transfer-Encoding.");
        }
        facts.framing = framing(answersHead);
        facts.keepAlive = !close && (keepAlive || line.version() == HttpVersion.HTTP_1_1)
                && !(facts.framing instanceof ResponseFraming.UntilClose) && !bodyBehind204();
        markNamedFields();
        return true;
    }

    private boolean judgeField(int field) {
        return switch (fields.kind(field)) {
            case CONTENT_LENGTH -> judgeLength(field);
            case TRANSFER_ENCODING -> judgeCoding(field);
            case CONNECTION -> judgeConnection(field);
            case OTHER, HOST, PROXY_CONNECTION, KEEP_ALIVE, TE, TRAILER, UPGRADE, HTTP2_SETTINGS, PROXY_AUTHORIZATION,
                    PROXY_AUTHENTICATE, PROXY_AUTHENTICATION_INFO, EXPECT, MAX_FORWARDS, VIA, TAG, OWN,
                    NAMED_BY_CONNECTION, CREDENTIAL_LOOKALIKE ->
                true;
        };
    }

    private boolean judgeLength(int field) {
        if (++lengths > 1) {
            return firstFault.refuse("Content-Length is given twice.");
        }
        facts.declaredLength = fields.valueAsLength(field);
        return facts.declaredLength >= 0 || firstFault.refuse("Content-Length is not 1 to 18 digits.");
    }

    private boolean judgeCoding(int field) {
        if (line.version() == HttpVersion.HTTP_1_0) {
            return firstFault.refuse("Transfer-Encoding does not exist in HTTP/1.0.");
        }
        return (++codings == 1 && fields.valueIs(field, "chunked"))
                || firstFault.refuse("Transfer-Encoding is not one chunked.");
    }

    private boolean judgeConnection(int field) {
        ListCursor names = fields.list(field);
        while (names.advance()) {
            if (++connectionNames > FieldTable.MAX_CONNECTION_NAMES) {
                return firstFault.refuse("Connection has over 64 names.");
            }
            close |= names.is("close");
            keepAlive |= names.is("keep-alive");
        }
        return true;
    }

    private ResponseFraming framing(boolean answersHead) {
        if (answersHead || line.status() < 200 || line.status() == 204 || line.status() == 304) {
            return BodyFraming.NONE;
        }
        if (codings > 0) {
            return BodyFraming.CHUNKED;
        }
        return lengths > 0 ? new BodyFraming.Length(facts.declaredLength) : new ResponseFraming.UntilClose();
    }

    /// A 204 that announces a body may be followed by one, which must not be read as the next answer.
    private boolean bodyBehind204() {
        return line.status() == 204 && (codings > 0 || facts.declaredLength > 0);
    }

    private void markNamedFields() {
        for (int field = 0; connectionNames > 0 && field < fields.count(); field++) {
            if (fields.kind(field) == FieldKind.CONNECTION) {
                fields.markNamedBy(field);
            }
        }
    }
}
