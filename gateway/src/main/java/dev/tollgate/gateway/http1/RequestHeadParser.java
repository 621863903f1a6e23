package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;

import static dev.tollgate.gateway.http1.HeadFault.BAD_REQUEST;
import static dev.tollgate.gateway.http1.HeadFault.HEADERS_TOO_LARGE;
import static dev.tollgate.gateway.http1.HeadFault.URI_TOO_LONG;

/// Reads request heads, one after the other, from a buffer that grows between the calls. Confined to its channel's event
/// loop; holds no memory between two heads.
public final class RequestHeadParser {

    private static final HeadReading INCOMPLETE = new HeadReading.Incomplete();

    private final HeadRules rules;
    private final HeadScanner scanner = new HeadScanner();
    private final FirstFault firstFault = new FirstFault();
    private final RequestLineParser requestLine = new RequestLineParser(firstFault);
    private final FieldLineParser fieldLine = new FieldLineParser(firstFault);

    private FieldTable fields = new FieldTable();
    private boolean emptyLineSeen;
    private boolean requestLineSeen;
    private HeadReading answer = INCOMPLETE;

    public RequestHeadParser(HeadRules rules) {
        this.rules = rules;
    }

    /// Goes on reading where the last call stopped. The head begins at the buffer's reader index, which is not moved and
    /// must not be moved before the head is complete; then the caller skips `length` bytes, and the next call begins the
    /// next head. A malformed head is final: every later call repeats it.
    public HeadReading read(ByteBuf in) {
        while (answer instanceof HeadReading.Incomplete) {
            HeadScanner.Found found = scanner.next(in);
            if (found == HeadScanner.Found.MORE) {
                return INCOMPLETE;
            }
            if (!take(found)) {
                answer = new HeadReading.Malformed(firstFault.fault(), firstFault.detail());
            }
        }
        HeadReading result = answer;
        if (result instanceof HeadReading.Complete) {
            reset();
        }
        return result;
    }

    /// Whether bytes of a head have been read that is not complete yet.
    public boolean midway() {
        return scanner.begun();
    }

    private boolean take(HeadScanner.Found found) {
        return switch (found) {
            case LINE -> takeLine(scanner.lineStart(), scanner.lineEnd());
            case MORE -> true;
            case BARE_CR -> firstFault.refuse("The head holds a bare CR.");
            case BARE_LF -> firstFault.refuse("The head holds a bare LF.");
            case CONTROL_BYTE -> firstFault.refuse("The head holds a control byte.");
            case START_LINE_TOO_LONG -> firstFault.refuse(URI_TOO_LONG, "The request line is over 8192 bytes.");
            case HEAD_TOO_LARGE -> firstFault.refuse(HEADERS_TOO_LARGE, "The head is over 65536 bytes.");
        };
    }

    private boolean takeLine(int start, int end) {
        if (requestLineSeen) {
            return start == end ? complete() : fieldLine.parseStrictly(scanner.bytes(), start, end, fields);
        }
        if (start == end) {
            return takeEmptyLine();
        }
        requestLineSeen = true;
        return requestLine.parse(scanner.bytes(), start, end);
    }

    /// Some clients send a line end behind a body; one of them is forgiven (RFC 9112, section 2.2).
    private boolean takeEmptyLine() {
        if (emptyLineSeen) {
            return firstFault.refuse(BAD_REQUEST, "Empty lines stand before the request line.");
        }
        emptyLineSeen = true;
        scanner.dropLine();
        return true;
    }

    private boolean complete() {
        fields.complete(scanner.bytes(), rules);
        RequestJudge judge = new RequestJudge(rules, requestLine.line(), fields, firstFault);
        if (!judge.judge()) {
            return false;
        }
        answer = new HeadReading.Complete(new RequestHead(requestLine.line(), fields, judge.facts()), scanner.length());
        return true;
    }

    private void reset() {
        scanner.reset();
        fields = new FieldTable();
        emptyLineSeen = false;
        requestLineSeen = false;
        answer = INCOMPLETE;
    }
}
