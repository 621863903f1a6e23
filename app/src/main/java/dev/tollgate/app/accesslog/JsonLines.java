package dev.tollgate.app.accesslog;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// JSON objects, one a line, in a buffer that is used again. Printable ASCII alone, so that no byte of a client's choosing
/// reaches a terminal or breaks a line. Confined to the writing thread.
///
/// By hand, because it is done for every exchange: with a JSON library it took three times as long and made forty times the
/// garbage.
final class JsonLines {
    /// Values are cut at so many characters (G§21).
    static final int LONGEST = 256;
    private static final int START = 16 * 1024;
    private static final int DEL = 0x7F;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    /// The longest that one character can become.
    private static final int ESCAPE = 6;
    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes = new byte[START];
    private int length;
    private boolean first;

    /// Forgets everything.
    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /// What was written, until the next change.
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    void lineBreak() {
        put('\n');
    }

    void begin() {
        put('{');
        first = true;
    }

    /// Ends the line too.
    void end() {
        put('}');
        lineBreak();
    }

    /// An object within the object.
    void begin(String name) {
        name(name);
        begin();
    }

    void endInner() {
        put('}');
        first = false;
    }

    void text(String name, String value) {
        name(name);
        put('"');
        room(Math.min(value.length(), 2 * LONGEST) * ESCAPE);
        int characters = 0;
        for (int i = 0; i < value.length() && characters < LONGEST; i++) {
            char c = value.charAt(i);
            escaped(c);
            // A character beyond the basic plane is two of Java's.
            if (Character.isHighSurrogate(c) && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                escaped(value.charAt(++i));
            }
            characters++;
        }
        put('"');
    }

    /// Text that is known to be printable, short and without quotes.
    void plain(String name, String value) {
        name(name);
        put('"');
        ascii(value);
        put('"');
    }

    void number(String name, long value) {
        name(name);
        if (value < 0) {
            put('-');
        }
        long left = Math.abs(value);
        room(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = left / 10; rest > 0; rest /= 10) {
            digits++;
        }
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
    }

    void flag(String name, boolean value) {
        name(name);
        ascii(value ? "true" : "false");
    }

    void nothing(String name) {
        name(name);
        ascii("null");
    }

    private void name(String name) {
        if (first) {
            first = false;
        } else {
            put(',');
        }
        put('"');
        ascii(name);
        put('"');
        put(':');
    }

    private void ascii(String text) {
        int size = text.length();
        room(size);
        for (int i = 0; i < size; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += size;
    }

    /// There is room for it.
    private void escaped(char c) {
        if (c == '"' || c == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = (byte) c;
        } else if (c >= ' ' && c < DEL) {
            bytes[length++] = (byte) c;
        } else {
            bytes[length++] = '\\';
            bytes[length++] = 'u';
            for (int shift = 12; shift >= 0; shift -= 4) {
                bytes[length++] = HEX[(c >> shift) & 0xF];
            }
        }
    }

    private void put(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
