package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/// Writes single lines of a head: what our own code adds to it.
public final class FieldLines {

    static final int CRLF = '\r' << 8 | '\n';
    static final int COLON_SPACE = ':' << 8 | ' ';

    private FieldLines() {}

    /// Appends one field. Values come from a validated alphabet; one that could end the line is a bug of the caller's.
    public static void append(ByteBuf out, String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new IllegalArgumentException("a field value holds character " + (int) c);
            }
        }
        ByteBufUtil.writeAscii(out, name);
        out.writeShort(COLON_SPACE);
        out.writeCharSequence(value, StandardCharsets.ISO_8859_1);
        out.writeShort(CRLF);
    }

    /// Appends one field with a number.
    public static void append(ByteBuf out, String name, long value) {
        ByteBufUtil.writeAscii(out, name);
        out.writeShort(COLON_SPACE);
        writeNumber(out, value, 10);
        out.writeShort(CRLF);
    }

    /// The empty line behind the last field.
    public static void end(ByteBuf out) {
        out.writeShort(CRLF);
    }

    static void writeNumber(ByteBuf out, long value, int radix) {
        long unit = 1;
        while (value / unit >= radix) {
            unit *= radix;
        }
        for (; unit > 0; unit /= radix) {
            out.writeByte(Character.forDigit((int) (value / unit % radix), radix));
        }
    }
}
