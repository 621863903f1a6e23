package dev.tollgate.gateway.http1;

/// Reads the field lines of a request as they must be, and those of a target's answer as they may be (RFC 9112,
/// sections 5.1 and 5.2): there, white space before the colon and folded lines are cleaned away.
final class FieldLineParser {

    private final FirstFault firstFault;

    FieldLineParser(FirstFault firstFault) {
        this.firstFault = firstFault;
    }

    boolean parseStrictly(byte[] bytes, int start, int end, FieldTable fields) {
        if (HeadBytes.isBlank(bytes[start])) {
            return firstFault.refuse(fields.count() == 0
                    ? "White space stands before the first field."
                    : "A folded line is not accepted.");
        }
        int nameEnd = endOfName(bytes, start, end);
        if (nameEnd < end && HeadBytes.isBlank(bytes[nameEnd])) {
            return firstFault.refuse("White space stands before a colon, or there is none.");
        }
        return add(bytes, start, nameEnd, nameEnd, end, fields);
    }

    boolean parseCleaning(byte[] bytes, int start, int end, FieldTable fields) {
        if (HeadBytes.isBlank(bytes[start])) {
            return unfold(bytes, start, end, fields);
        }
        int nameEnd = endOfName(bytes, start, end);
        return add(bytes, start, nameEnd, HeadBytes.skipBlanks(bytes, nameEnd, end), end, fields);
    }

    private boolean add(byte[] bytes, int start, int nameEnd, int colon, int end, FieldTable fields) {
        if (nameEnd == start || colon == end || bytes[colon] != ':') {
            return firstFault.refuse("A line of the head is not a field name, a colon and a value.");
        }
        if (fields.full()) {
            return firstFault.refuse(HeadFault.HEADERS_TOO_LARGE, "The head has over 128 fields.");
        }
        int valueStart = HeadBytes.skipBlanks(bytes, colon + 1, end);
        fields.add(start, nameEnd, valueStart, HeadBytes.dropBlanks(bytes, valueStart, end));
        return true;
    }

    /// Moves the text of a folded line behind the value it belongs to, in place: there is always room, as a line end and
    /// white space lie between.
    private boolean unfold(byte[] bytes, int start, int end, FieldTable fields) {
        if (fields.count() == 0) {
            return firstFault.refuse("White space stands before the first field.");
        }
        int textStart = HeadBytes.skipBlanks(bytes, start, end);
        int textEnd = HeadBytes.dropBlanks(bytes, textStart, end);
        if (textStart == textEnd) {
            return true;
        }
        int last = fields.count() - 1;
        int valueStart = fields.valueStart(last);
        int to = fields.valueEnd(last);
        if (to > valueStart) {
            bytes[to++] = ' ';
        }
        System.arraycopy(bytes, textStart, bytes, to, textEnd - textStart);
        fields.setLastValue(valueStart, to + textEnd - textStart);
        return true;
    }

    private static int endOfName(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && HeadBytes.isToken(bytes[i])) {
            i++;
        }
        return i;
    }
}
