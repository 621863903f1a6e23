package dev.tollgate.gateway.http1;

import static dev.tollgate.gateway.http1.HeadFault.EXPECTATION_FAILED;
import static dev.tollgate.gateway.http1.HeadFault.HEADERS_TOO_LARGE;
import static dev.tollgate.gateway.http1.HeadFault.LOOP_DETECTED;

/// Judges the fields of one complete request head together, and gathers what they say.
final class RequestJudge {

    /// A `Max-Forwards` beyond 18 digits is as good as this one.
    private static final long FAR_ENOUGH = 999_999_999_999_999_999L;

    private final HeadRules rules;
    private final RequestLine line;
    private final FieldTable fields;
    private final FirstFault firstFault;
    private final RequestFacts facts = new RequestFacts();

    private int lengths;
    private int codings;
    private int connectionNames;
    private boolean close;
    private boolean keepAlive;

    RequestJudge(HeadRules rules, RequestLine line, FieldTable fields, FirstFault firstFault) {
        this.rules = rules;
        this.line = line;
        this.fields = fields;
        this.firstFault = firstFault;
    }

    RequestFacts facts() {
        return facts;
    }

    boolean judge() {
        for (int field = 0; field < fields.count(); field++) {
            if (!judgeField(field)) {
                return false;
            }
        }
        if (facts.host == RequestFacts.ABSENT && line.version() == HttpVersion.HTTP_1_1) {
            return firstFault.refuse("Host is missing.");
        }
        if (!judgeFraming()) {
            return false;
        }
        facts.keepAlive = !close && (keepAlive || line.version() == HttpVersion.HTTP_1_1);
        // A 1.0 client knows no interim answers, so that its expectation is not one.
        facts.expectsContinue &= line.version() == HttpVersion.HTTP_1_1;
        markNamedFields();
        return true;
    }

    private boolean judgeField(int field) {
        return switch (fields.kind(field)) {
            case HOST -> judgeHost(field);
            case CONTENT_LENGTH -> judgeLength(field);
            case TRANSFER_ENCODING -> judgeCoding(field);
            case CONNECTION -> judgeConnection(field);
            case PROXY_CONNECTION -> noteProxyConnection(field);
            case TE -> noteTrailers(field);
            case EXPECT -> judgeExpect(field);
            case MAX_FORWARDS -> judgeMaxForwards(field);
            case VIA -> judgeVia(field);
            case PROXY_AUTHORIZATION -> judgeCredential(field);
            case TAG -> noteTag(field);
            case OTHER, OWN, KEEP_ALIVE, TRAILER, UPGRADE, HTTP2_SETTINGS, PROXY_AUTHENTICATE,
                    PROXY_AUTHENTICATION_INFO,
                    NAMED_BY_CONNECTION, CREDENTIAL_LOOKALIKE ->
                true;
        };
    }

    private boolean judgeHost(int field) {
        if (facts.host != RequestFacts.ABSENT) {
            return firstFault.refuse("Host is given twice.");
        }
        facts.host = field;
        return fields.hostWellFormed(field) || firstFault.refuse("Host is not a host with an optional port.");
    }

    private boolean judgeLength(int field) {
        long length = fields.valueAsLength(field);
        if (++lengths > 1) {
            return firstFault.refuse("Content-Length is given twice.");
        }
        facts.framing = new BodyFraming.Length(length);
        return length >= 0 || firstFault.refuse("Content-Length is not 1 to 18 digits.");
    }

    private boolean judgeCoding(int field) {
        if (line.version() == HttpVersion.HTTP_1_0) {
            return firstFault.refuse("Transfer-Encoding does not exist in HTTP/1.0.");
        }
        if (++codings > 1 || !fields.valueIs(field, "chunked")) {
            return firstFault.refuse("Transfer-Encoding is not one chunked.");
        }
        return true;
    }

    private boolean judgeFraming() {
        if (codings > 0 && lengths > 0) {
            return firstFault.refuse("Content-Length stands beside Transfer-Encoding.");
        }
        if (codings > 0) {
            facts.framing = BodyFraming.CHUNKED;
        }
        if (line.method().equals("CONNECT")) {
            boolean body = codings > 0 || (facts.framing instanceof BodyFraming.Length(long bytes) && bytes > 0);
            return !body || firstFault.refuse("CONNECT has no body.");
        }
        return true;
    }

    private boolean judgeConnection(int field) {
        ListCursor names = fields.list(field);
        while (names.advance()) {
            if (++connectionNames > FieldTable.MAX_CONNECTION_NAMES) {
                return firstFault.refuse(HEADERS_TOO_LARGE, "Connection has over 64 names.");
            }
            close |= names.is("close");
            keepAlive |= names.is("keep-alive");
        }
        return true;
    }

    private boolean noteProxyConnection(int field) {
        ListCursor names = fields.list(field);
        while (line.version() == HttpVersion.HTTP_1_0 && names.advance()) {
            keepAlive |= names.is("keep-alive");
        }
        return true;
    }

    private boolean noteTrailers(int field) {
        ListCursor codingNames = fields.list(field);
        while (codingNames.advance()) {
            facts.wantsTrailers |= codingNames.is("trailers");
        }
        return true;
    }

    private boolean judgeExpect(int field) {
        facts.expectsContinue = true;
        return fields.valueIs(field, "100-continue")
                || firstFault.refuse(EXPECTATION_FAILED, "Only 100-continue can be expected.");
    }

    private boolean judgeMaxForwards(int field) {
        if (facts.maxForwards != RequestFacts.ABSENT || !fields.valueIsDigits(field)) {
            return firstFault.refuse("Max-Forwards is not one number.");
        }
        long value = fields.valueAsLength(field);
        facts.maxForwards = value < 0 ? FAR_ENOUGH : value;
        return true;
    }

    private boolean judgeVia(int field) {
        ListCursor hops = fields.list(field);
        while (rules.via() && hops.advance()) {
            if (hops.receivedBy(rules.viaPseudonym())) {
                return firstFault.refuse(LOOP_DETECTED, "Via shows that the request has been here before.");
            }
        }
        return true;
    }

    private boolean judgeCredential(int field) {
        if (facts.proxyAuthorization != RequestFacts.ABSENT) {
            return firstFault.refuse("Proxy-Authorization is given twice.");
        }
        facts.proxyAuthorization = field;
        return true;
    }

    private boolean noteTag(int field) {
        if (facts.tagCount++ == 0) {
            facts.tag = field;
        }
        return true;
    }

    private void markNamedFields() {
        for (int field = 0; connectionNames > 0 && field < fields.count(); field++) {
            if (fields.kind(field) == FieldKind.CONNECTION) {
                fields.markNamedBy(field);
            }
        }
    }
}
