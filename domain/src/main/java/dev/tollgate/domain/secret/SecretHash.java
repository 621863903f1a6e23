package dev.tollgate.domain.secret;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// The keyed hash (HMAC-SHA-256, 32 bytes) that is kept in place of a secret.
///
/// Kept as four words: one object less to fetch than an array, for each password that is compared.
public final class SecretHash {
    public static final int LENGTH = 32;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEX_DIGITS_OF_WORD = 16;

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    /// @throws IllegalArgumentException if `bytes` is not 32 bytes long
    public SecretHash(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a secret's hash is " + LENGTH + " bytes, not " + bytes.length);
        }
        first = (long) WORD.get(bytes, 0);
        second = (long) WORD.get(bytes, 8);
        third = (long) WORD.get(bytes, 16);
        fourth = (long) WORD.get(bytes, 24);
    }

    private SecretHash(String hex) {
        first = word(hex, 0);
        second = word(hex, 1);
        third = word(hex, 2);
        fourth = word(hex, 3);
    }

    public static SecretHash ofHex(String hex) {
        if (hex.length() != 2 * LENGTH) {
            throw new IllegalArgumentException("a secret's hash is " + 2 * LENGTH + " hexadecimal digits");
        }
        return new SecretHash(hex);
    }

    private static long word(String hex, int place) {
        return HexFormat.fromHexDigitsToLong(hex, place * HEX_DIGITS_OF_WORD, (place + 1) * HEX_DIGITS_OF_WORD);
    }

    public String hex() {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(first) + format.toHexDigits(second) + format.toHexDigits(third)
                + format.toHexDigits(fourth);
    }

    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        WORD.set(bytes, 0, first);
        WORD.set(bytes, 8, second);
        WORD.set(bytes, 16, third);
        WORD.set(bytes, 24, fourth);
        return bytes;
    }

    /// Compares in constant time: all bits, without a branch.
    public boolean matches(SecretHash other) {
        return ((first ^ other.first) | (second ^ other.second) | (third ^ other.third) | (fourth ^ other.fourth)) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && matches(that);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return "SecretHash[hidden]";
    }
}
