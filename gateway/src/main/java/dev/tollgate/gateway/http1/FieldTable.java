package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// The fields of one head in their order, as offsets into the head's bytes. Filled by a parser, then only read.
public final class FieldTable {

    static final int MAX_FIELDS = 128;
    static final int MAX_CONNECTION_NAMES = 64;

    private static final int STRIDE = 4;

    private byte[] bytes = new byte[0];
    private int[] offsets = new int[STRIDE * 16];
    private FieldKind[] kinds = new FieldKind[16];
    private int count;

    FieldTable() {}

    public int count() {
        return count;
    }

    public FieldKind kind(int field) {
        return kinds[field];
    }

    public HeadSlice name(int field) {
        return new HeadSlice(bytes, nameStart(field), nameEnd(field));
    }

    public HeadSlice value(int field) {
        return new HeadSlice(bytes, valueStart(field), valueEnd(field));
    }

    int nameStart(int field) {
        return offsets[field * STRIDE];
    }

    int nameEnd(int field) {
        return offsets[field * STRIDE + 1];
    }

    int valueStart(int field) {
        return offsets[field * STRIDE + 2];
    }

    int valueEnd(int field) {
        return offsets[field * STRIDE + 3];
    }

    boolean full() {
        return count == MAX_FIELDS;
    }

    void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, count * 2);
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        int at = count * STRIDE;
        offsets[at] = nameStart;
        offsets[at + 1] = nameEnd;
        offsets[at + 2] = valueStart;
        offsets[at + 3] = valueEnd;
        kinds[count] = FieldKind.OTHER;
        count++;
    }

    void setLastValue(int valueStart, int valueEnd) {
        offsets[(count - 1) * STRIDE + 2] = valueStart;
        offsets[(count - 1) * STRIDE + 3] = valueEnd;
    }

    /// Binds the offsets to the bytes of the complete head, and finds the kind of every field.
    void complete(byte[] headBytes, HeadRules rules) {
        bytes = headBytes;
        for (int field = 0; field < count; field++) {
            kinds[field] = rules.kindOf(bytes, nameStart(field), nameEnd(field));
        }
    }

    boolean valueIs(int field, String ascii) {
        return HeadBytes.equalsIgnoreCase(bytes, valueStart(field), valueEnd(field), ascii);
    }

    /// The value as a number of at most 18 digits; -1 if it is none.
    long valueAsLength(int field) {
        return HeadBytes.decimal(bytes, valueStart(field), valueEnd(field), 18);
    }

    boolean valueIsDigits(int field) {
        for (int i = valueStart(field); i < valueEnd(field); i++) {
            if (!HeadBytes.isDigit(bytes[i])) {
                return false;
            }
        }
        return valueStart(field) < valueEnd(field);
    }

    boolean hostWellFormed(int field) {
        return HostField.wellFormed(bytes, valueStart(field), valueEnd(field));
    }

    ListCursor list(int field) {
        return new ListCursor(bytes, valueStart(field), valueEnd(field));
    }

    /// Marks every field that this `Connection` field names, but never `Host` or framing.
    void markNamedBy(int connection) {
        ListCursor names = list(connection);
        while (names.advance()) {
            markNamed(names.start(), names.end());
        }
    }

    private void markNamed(int nameStart, int nameEnd) {
        for (int field = 0; field < count; field++) {
            if (kinds[field].droppedWhenNamed()
                    && HeadBytes.sameIgnoringCase(bytes, nameStart, nameEnd, nameStart(field), nameEnd(field))) {
                kinds[field] = FieldKind.NAMED_BY_CONNECTION;
            }
        }
    }

    void write(int field, ByteBuf out) {
        out.writeBytes(bytes, nameStart(field), nameEnd(field) - nameStart(field));
        out.writeShort(FieldLines.COLON_SPACE);
        out.writeBytes(bytes, valueStart(field), valueEnd(field) - valueStart(field));
        out.writeShort(FieldLines.CRLF);
    }
}
