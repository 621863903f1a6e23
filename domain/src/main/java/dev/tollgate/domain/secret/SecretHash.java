package dev.tollgate.domain.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// The keyed hash (HMAC-SHA-256, 32 bytes) that is kept in place of a secret.
public final class SecretHash {
    public static final int LENGTH = 32;

    private final byte[] bytes;

    /// @throws IllegalArgumentException if `bytes` is not 32 bytes long
    public SecretHash(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a secret's hash is " + LENGTH + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    public static SecretHash ofHex(String hex) {
        return new SecretHash(HexFormat.of().parseHex(hex));
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// Compares in constant time.
    public boolean matches(SecretHash other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && matches(that);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SecretHash[hidden]";
    }
}
