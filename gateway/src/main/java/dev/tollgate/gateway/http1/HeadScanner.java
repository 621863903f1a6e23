package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Takes the bytes of a head out of a cumulating buffer, each once, and cuts them into lines at strict CRLFs. What can be
/// judged on a single byte is judged when the byte is there. The answer depends on the bytes alone, not on how they
/// were split.
final class HeadScanner {

    static final int MAX_HEAD = 65_536;
    static final int MAX_START_LINE = 8_192;

    private static final int STEP = 1_024;
    private static final byte[] NOTHING = new byte[0];

    enum Found {
        LINE, MORE, BARE_CR, BARE_LF, CONTROL_BYTE, START_LINE_TOO_LONG, HEAD_TOO_LARGE
    }

    private byte[] bytes = NOTHING;
    private int skipped;
    private int filled;
    private int scanned;
    private int lineStart;
    private int lineEnd;
    private boolean lineTaken;
    private boolean startLineDone;

    byte[] bytes() {
        return bytes;
    }

    int lineStart() {
        return lineStart;
    }

    int lineEnd() {
        return lineEnd;
    }

    boolean begun() {
        return skipped + filled > 0;
    }

    /// How many bytes of the buffer have been used up to the end of the last line.
    int length() {
        return skipped + scanned;
    }

    /// The next line. The buffer is read from its reader index on, which must not move until the head is complete.
    Found next(ByteBuf in) {
        if (lineTaken) {
            lineTaken = false;
            lineStart = scanned;
        }
        Found found = scan();
        while (found == Found.MORE && fill(in)) {
            found = scan();
        }
        return found;
    }

    /// Takes the first bytes of the head without judging them; answers how many of the wanted ones are there.
    int peek(ByteBuf in, int wanted) {
        while (filled < wanted && fill(in)) {
            // Filling is all.
        }
        return Math.min(filled, wanted);
    }

    /// Forgets the empty line just read, as if the head began behind it.
    void dropLine() {
        System.arraycopy(bytes, scanned, bytes, 0, filled - scanned);
        skipped += scanned;
        filled -= scanned;
        scanned = 0;
        lineStart = 0;
        lineTaken = false;
        startLineDone = false;
    }

    /// Ready for another head; the bytes of the last one stay with whoever took them.
    void reset() {
        bytes = NOTHING;
        skipped = 0;
        filled = 0;
        scanned = 0;
        lineStart = 0;
        lineTaken = false;
        startLineDone = false;
    }

    private boolean fill(ByteBuf in) {
        int offset = skipped + filled;
        int count = Math.min(Math.min(in.readableBytes() - offset, STEP), MAX_HEAD + 1 - filled);
        if (count <= 0) {
            return false;
        }
        if (filled + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(STEP, Math.max(filled + count, bytes.length * 2)));
        }
        in.getBytes(in.readerIndex() + offset, bytes, filled, count);
        filled += count;
        return true;
    }

    private Found scan() {
        int limit = Math.min(filled, startLineDone ? MAX_HEAD : lineStart + MAX_START_LINE);
        int i = scanned;
        while (i < limit && plain(bytes[i])) {
            i++;
        }
        scanned = i;
        if (i == filled) {
            return Found.MORE;
        }
        if (i >= MAX_HEAD) {
            return Found.HEAD_TOO_LARGE;
        }
        byte odd = bytes[i];
        if (odd == '\r') {
            return endLine(i);
        }
        if (plain(odd)) {
            return Found.START_LINE_TOO_LONG;
        }
        return odd == '\n' ? Found.BARE_LF : Found.CONTROL_BYTE;
    }

    private Found endLine(int carriageReturn) {
        int lineFeed = carriageReturn + 1;
        if (lineFeed == filled) {
            return Found.MORE;
        }
        if (lineFeed >= MAX_HEAD) {
            return Found.HEAD_TOO_LARGE;
        }
        if (bytes[lineFeed] != '\n') {
            return Found.BARE_CR;
        }
        lineEnd = carriageReturn;
        scanned = lineFeed + 1;
        lineTaken = true;
        startLineDone = true;
        return Found.LINE;
    }

    private static boolean plain(byte b) {
        return b > 0x1f ? b != 0x7f : b < 0 || b == '\t';
    }
}
