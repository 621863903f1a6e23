package dev.tollgate.domain.secret;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// HMAC-SHA-256 (RFC 2104) under one key, again and again. Confined to one thread.
///
/// Written out over the JDK's SHA-256, since its `Mac` makes an array for every result, and there is one to each request.
final class Hmac {
    /// What SHA-256 takes in at a time.
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest digest;
    private final byte[] inner;
    private final byte[] outer;
    private final byte[] result;

    /// @param key no longer than a block
    Hmac(byte[] key) {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
        this.inner = padded(key, INNER);
        this.outer = padded(key, OUTER);
        this.result = new byte[SecretHash.LENGTH];
    }

    private static byte[] padded(byte[] key, byte pad) {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return block;
    }

    SecretHash hash(byte[] message) {
        digest.update(inner);
        digest.update(message);
        finish();
        digest.update(outer);
        digest.update(result);
        finish();
        return new SecretHash(result);
    }

    private void finish() {
        try {
            digest.digest(result, 0, result.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
    }
}
