package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A run of bytes within a head. Immutable as long as nobody writes to the head's bytes, which nobody does once the head
/// is complete. `toString` shows the length alone, as the bytes may be a credential.
public final class HeadSlice {

    private final byte[] bytes;
    private final int start;
    private final int end;

    HeadSlice(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    public byte at(int index) {
        return bytes[start + index];
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /// The bytes as text, one character each (ISO 8859-1).
    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    public boolean equalsIgnoreCase(String ascii) {
        return HeadBytes.equalsIgnoreCase(bytes, start, end, ascii);
    }

    void writeTo(ByteBuf out) {
        out.writeBytes(bytes, start, end - start);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeadSlice slice && Arrays.equals(bytes, start, end, slice.bytes, slice.start,
                slice.end);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return "HeadSlice[" + length() + " bytes]";
    }
}
