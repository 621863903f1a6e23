package dev.tollgate.control.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding (RFC 3986, section 2.1). What is no encoding stays as it stands: a caller's odd id or filter is looked up
/// and not found, rather than being an error of its own.
public final class PercentCoding {

    private PercentCoding() {}

    /// Of one segment of a path.
    public static String decode(String text) {
        return decode(text, false);
    }

    /// Of a query parameter, where `+` is a space.
    static String decodeForm(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsSpace) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int escaped = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1]) * 16 + hex(bytes[i + 2]) : -1;
            if (escaped >= 0) {
                decoded.write(escaped);
                i += 2;
            } else {
                decoded.write(bytes[i] == '+' && plusIsSpace ? ' ' : bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /// So low for what is no hexadecimal digit that a sum with it is negative.
    private static int hex(byte character) {
        int digit = Character.digit(character, 16);
        return digit < 0 ? -1_000 : digit;
    }
}
