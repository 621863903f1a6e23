package dev.tollgate.gateway.http1;

import java.nio.charset.StandardCharsets;

/// Looking at bytes of a head without turning them into strings.
final class HeadBytes {

    private static final boolean[] TOKEN = tokenBytes();

    private HeadBytes() {}

    private static boolean[] tokenBytes() {
        boolean[] token = new boolean[256];
        for (byte b : "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .getBytes(StandardCharsets.US_ASCII)) {
            token[b] = true;
        }
        return token;
    }

    /// A `tchar` of RFC 9110, section 5.6.2.
    static boolean isToken(byte b) {
        return TOKEN[b & 0xff];
    }

    static boolean isToken(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isToken(bytes[i])) {
                return false;
            }
        }
        return start < end;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    static boolean equals(byte[] bytes, int start, int end, String ascii) {
        if (end - start != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean equalsIgnoreCase(byte[] bytes, int start, int end, String ascii) {
        return end - start == ascii.length() && startsWithIgnoreCase(bytes, start, end, ascii);
    }

    static boolean startsWithIgnoreCase(byte[] bytes, int start, int end, String ascii) {
        if (end - start < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (lower(bytes[start + i]) != lower(ascii.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean sameIgnoringCase(byte[] bytes, int start, int end, int otherStart, int otherEnd) {
        if (end - start != otherEnd - otherStart) {
            return false;
        }
        for (int i = 0; i < end - start; i++) {
            if (lower(bytes[start + i]) != lower(bytes[otherStart + i])) {
                return false;
            }
        }
        return true;
    }

    /// The decimal number in these bytes, at most `maxDigits` long; -1 if it is none.
    static long decimal(byte[] bytes, int start, int end, int maxDigits) {
        if (start == end || end - start > maxDigits) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    static int skipBlanks(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    static int dropBlanks(byte[] bytes, int start, int end) {
        int i = end;
        while (i > start && isBlank(bytes[i - 1])) {
            i--;
        }
        return i;
    }
}
