package dev.tollgate.gateway.http1;

import java.nio.charset.StandardCharsets;

/// Reads a request line: a method, one space, a target, one space, a version.
final class RequestLineParser {

    private static final int VERSION_LENGTH = 8;
    private static final String[] KNOWN_METHODS = {"GET", "CONNECT", "POST", "HEAD", "PUT", "DELETE", "PATCH",
        "OPTIONS", "TRACE"};

    private final FirstFault firstFault;
    private RequestLine line = RequestLine.NONE;

    RequestLineParser(FirstFault firstFault) {
        this.firstFault = firstFault;
    }

    /// What [#parse] read, once it has answered true.
    RequestLine line() {
        return line;
    }

    boolean parse(byte[] bytes, int start, int end) {
        int methodEnd = start;
        while (methodEnd < end && HeadBytes.isToken(bytes[methodEnd])) {
            methodEnd++;
        }
        if (methodEnd == start || methodEnd == end || bytes[methodEnd] != ' ') {
            return firstFault.refuse("The request line does not begin with a method and a space.");
        }
        int targetStart = methodEnd + 1;
        int targetEnd = targetStart;
        while (targetEnd < end && bytes[targetEnd] > ' ') {
            targetEnd++;
        }
        if (targetEnd < end && bytes[targetEnd] != ' ') {
            return firstFault.refuse("The request target holds a byte that must be percent-encoded.");
        }
        if (targetEnd == targetStart || targetEnd == end) {
            return firstFault.refuse("The request line is not a method, a target and a version, one space apart.");
        }
        return parseVersion(bytes, targetEnd + 1, end)
                && take(method(bytes, start, methodEnd), bytes, targetStart, targetEnd, bytes[end - 1]);
    }

    private boolean parseVersion(byte[] bytes, int start, int end) {
        if (end - start != VERSION_LENGTH || !HeadBytes.equals(bytes, start, start + 5, "HTTP/")
                || !HeadBytes.isDigit(bytes[start + 5]) || bytes[start + 6] != '.'
                || !HeadBytes.isDigit(bytes[start + 7])) {
            return firstFault.refuse("The request line does not end with a version such as HTTP/1.1.");
        }
        if (bytes[start + 5] != '1') {
            return firstFault.refuse(HeadFault.UNSUPPORTED_VERSION, "This version of HTTP is not spoken here.");
        }
        return true;
    }

    private boolean take(String method, byte[] bytes, int start, int end, byte minor) {
        RequestTarget target = TargetParser.parse(method, bytes, start, end);
        line = new RequestLine(method, target, minor == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        return true;
    }

    private static String method(byte[] bytes, int start, int end) {
        for (String known : KNOWN_METHODS) {
            if (HeadBytes.equals(bytes, start, end, known)) {
                return known;
            }
        }
        return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }
}
