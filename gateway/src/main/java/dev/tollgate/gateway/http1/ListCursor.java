package dev.tollgate.gateway.http1;

/// Walks over the elements of a comma-separated field value; empty elements are passed over. Every comma separates, also
/// between quotes and in comments, so that no unmatched quote can hide an element.
final class ListCursor {

    private final byte[] bytes;
    private final int limit;
    private int next;
    private int start;
    private int end;

    ListCursor(byte[] bytes, int start, int limit) {
        this.bytes = bytes;
        this.next = start;
        this.limit = limit;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean is(String ascii) {
        return HeadBytes.equalsIgnoreCase(bytes, start, end, ascii);
    }

    boolean advance() {
        while (next < limit) {
            int comma = endOfElement();
            start = HeadBytes.skipBlanks(bytes, next, comma);
            end = HeadBytes.dropBlanks(bytes, start, comma);
            next = comma + 1;
            if (start < end) {
                return true;
            }
        }
        return false;
    }

    private int endOfElement() {
        int i = next;
        while (i < limit && bytes[i] != ',') {
            i++;
        }
        return i;
    }

    /// Whether this element of `Via` was written by the proxy of that name (RFC 9110, section 7.6.3).
    boolean receivedBy(String pseudonym) {
        int from = start;
        while (from < end && !HeadBytes.isBlank(bytes[from])) {
            from++;
        }
        from = HeadBytes.skipBlanks(bytes, from, end);
        int to = from;
        while (to < end && !HeadBytes.isBlank(bytes[to]) && bytes[to] != '(') {
            to++;
        }
        return HeadBytes.equalsIgnoreCase(bytes, from, to, pseudonym);
    }
}
