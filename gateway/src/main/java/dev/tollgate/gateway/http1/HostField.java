package dev.tollgate.gateway.http1;

/// The form of a `Host` field: nothing at all, or a host with an optional port. It is replaced by the target's anyway, so
/// that only its shape is judged.
final class HostField {

    private HostField() {}

    static boolean wellFormed(byte[] bytes, int start, int end) {
        if (start == end) {
            return true;
        }
        int hostEnd = bytes[start] == '[' ? endOfLiteral(bytes, start, end) : endOfName(bytes, start, end);
        if (hostEnd == start) {
            return false;
        }
        return hostEnd == end || (bytes[hostEnd] == ':' && portOrNothing(bytes, hostEnd + 1, end));
    }

    private static boolean portOrNothing(byte[] bytes, int start, int end) {
        long port = HeadBytes.decimal(bytes, start, end, 5);
        return start == end || (port >= 1 && port <= 65_535);
    }

    private static int endOfName(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && (isAlphanumeric(bytes[i]) || bytes[i] == '.' || bytes[i] == '-' || bytes[i] == '_')) {
            i++;
        }
        return i;
    }

    /// Behind the closing bracket; `start` if there is none, or what stands before it is no address.
    private static int endOfLiteral(byte[] bytes, int start, int end) {
        int i = start + 1;
        while (i < end && (isHex(bytes[i]) || bytes[i] == ':' || bytes[i] == '.')) {
            i++;
        }
        return i < end && bytes[i] == ']' && i > start + 2 ? i + 1 : start;
    }

    private static boolean isAlphanumeric(byte b) {
        int lower = HeadBytes.lower(b);
        return HeadBytes.isDigit(b) || (lower >= 'a' && lower <= 'z');
    }

    private static boolean isHex(byte b) {
        int lower = HeadBytes.lower(b);
        return HeadBytes.isDigit(b) || (lower >= 'a' && lower <= 'f');
    }
}
