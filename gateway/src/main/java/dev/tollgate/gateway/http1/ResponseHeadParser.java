package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;

/// Reads the heads a target answers with, one after the other, from a buffer that grows between the calls. Confined to its
/// channel's event loop; holds no memory between two heads.
public final class ResponseHeadParser {

    /// Interim answers a target may send before the final one.
    public static final int MAX_INTERIM = 16;

    private static final ResponseReading INCOMPLETE = new ResponseReading.Incomplete();
    private static final String BEGINNING = "HTTP/1.";

    private final HeadRules rules;
    private final HeadScanner scanner = new HeadScanner();
    private final FirstFault firstFault = new FirstFault();
    private final FieldLineParser fieldLine = new FieldLineParser(firstFault);

    private FieldTable fields = new FieldTable();
    private StatusLine statusLine = StatusLine.NONE;
    private int interimSeen;
    private ResponseReading answer = INCOMPLETE;

    public ResponseHeadParser(HeadRules rules) {
        this.rules = rules;
    }

    /// Goes on reading where the last call stopped; the buffer is used as by [RequestHeadParser#read]. `answersHead` tells
    /// that the request was a HEAD, whose answer has no body.
    public ResponseReading read(ByteBuf in, boolean answersHead) {
        // Judged before any line is whole: HTTP/0.9 has no lines, and may end without a line end.
        if (answer instanceof ResponseReading.Incomplete && !beginsWell(in)) {
            firstFault.refuse("The answer does not begin with a status line of HTTP/1.");
            answer = new ResponseReading.Malformed(firstFault.detail());
        }
        while (answer instanceof ResponseReading.Incomplete) {
            HeadScanner.Found found = scanner.next(in);
            if (found == HeadScanner.Found.MORE) {
                return INCOMPLETE;
            }
            if (!take(found, answersHead)) {
                answer = new ResponseReading.Malformed(firstFault.detail());
            }
        }
        ResponseReading result = answer;
        if (result instanceof ResponseReading.Complete) {
            reset();
        }
        return result;
    }

    private boolean beginsWell(ByteBuf in) {
        int there = scanner.peek(in, BEGINNING.length());
        return HeadBytes.equals(scanner.bytes(), 0, there, BEGINNING.substring(0, there));
    }

    private boolean take(HeadScanner.Found found, boolean answersHead) {
        return switch (found) {
            case LINE -> takeLine(scanner.lineStart(), scanner.lineEnd(), answersHead);
            case MORE -> true;
            case BARE_CR -> firstFault.refuse("The head of the answer holds a bare CR.");
            case BARE_LF -> firstFault.refuse("The head of the answer holds a bare LF.");
            case CONTROL_BYTE -> firstFault.refuse("The head of the answer holds a control byte.");
            case START_LINE_TOO_LONG -> firstFault.refuse("The status line is over 8192 bytes.");
            case HEAD_TOO_LARGE -> firstFault.refuse("The head of the answer is over 65536 bytes.");
        };
    }

    private boolean takeLine(int start, int end, boolean answersHead) {
        if (statusLine.missing()) {
            return takeStatusLine(start, end);
        }
        return start == end ? complete(answersHead) : fieldLine.parseCleaning(scanner.bytes(), start, end, fields);
    }

    private boolean takeStatusLine(int start, int end) {
        statusLine = StatusLine.parse(scanner.bytes(), start, end);
        if (statusLine.missing()) {
            return firstFault.refuse("The status line of the answer is not valid.");
        }
        if (statusLine.status() == 101) {
            return firstFault.refuse("The target switched protocols without being asked.");
        }
        if (statusLine.status() >= 200) {
            interimSeen = 0;
        } else if (++interimSeen > MAX_INTERIM) {
            return firstFault.refuse("The target sent over 16 interim answers.");
        }
        return true;
    }

    private boolean complete(boolean answersHead) {
        fields.complete(scanner.bytes(), rules);
        ResponseJudge judge = new ResponseJudge(statusLine, fields, firstFault);
        if (!judge.judge(answersHead)) {
            return false;
        }
        answer = new ResponseReading.Complete(new ResponseHead(statusLine, fields, judge.facts()), scanner.length());
        return true;
    }

    private void reset() {
        scanner.reset();
        fields = new FieldTable();
        statusLine = StatusLine.NONE;
        answer = INCOMPLETE;
    }
}
