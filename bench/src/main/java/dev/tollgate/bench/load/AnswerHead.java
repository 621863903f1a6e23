package dev.tollgate.bench.load;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Locale;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads the head of an HTTP answer: as much of it as a benchmark needs. Used again after [#clear].
final class AnswerHead {
    private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);
    private static final byte[] CLOSE = "connection: close".getBytes(ISO_8859_1);
    private static final int LOWER = 0x20;
    private static final int STATUS = "HTTP/1.1 ".length();
    private static final int MOST = 16 << 10;

    private byte[] bytes = new byte[2048];
    private int length;
    private int scanned;
    private int end;

    void clear() {
        length = 0;
        scanned = 0;
        end = 0;
    }

    /// Takes what came.
    ///
    /// @return whether the head is whole
    boolean add(MemorySegment from, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        MemorySegment.copy(from, JAVA_BYTE, 0, bytes, length, count);
        length += count;
        for (; scanned + 4 <= length; scanned++) {
            if (bytes[scanned + 3] == '\n' && bytes[scanned + 2] == '\r' && bytes[scanned + 1] == '\n'
                    && bytes[scanned] == '\r') {
                end = scanned + 4;
                return true;
            }
        }
        if (length > MOST) {
            throw new IllegalStateException("a head of more than " + MOST + " bytes");
        }
        return false;
    }

    boolean ok() {
        return length > STATUS + 3 && bytes[STATUS] == '2' && bytes[STATUS + 1] == '0' && bytes[STATUS + 2] == '0';
    }

    /// Bytes that came behind the head, or all that came while it is not whole.
    int bodyBytes() {
        return length - end;
    }

    /// What `Content-Length` says; -1 without one.
    int contentLength() {
        int at = find(LENGTH);
        if (at < 0) {
            return -1;
        }
        at += LENGTH.length;
        while (bytes[at] == ' ') {
            at++;
        }
        int value = 0;
        for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = 10 * value + bytes[at] - '0';
        }
        return value;
    }

    /// Whether the proxy will close the connection.
    boolean closes() {
        return find(CLOSE) >= 0;
    }

    /// Where a line that begins with `name` stands, whatever its case.
    private int find(byte[] name) {
        for (int at = 0; at + name.length < end; at++) {
            if (bytes[at] == '\n' && matches(at + 1, name)) {
                return at + 1;
            }
        }
        return -1;
    }

    private boolean matches(int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            byte one = bytes[at + i];
            if ((one >= 'A' && one <= 'Z' ? one | LOWER : one) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /// The first line, for a message.
    @Override
    public String toString() {
        String text = new String(bytes, 0, length, ISO_8859_1);
        return text.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    }
}
