package dev.tollgate.domain.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts, under the server key, the few secrets that must be read again and so cannot be kept as a hash: AES-256-GCM with a
/// key derived for this alone. Thread-safe.
///
/// What is sealed is text for a column: base64url of a version byte, the nonce of 12 bytes, the ciphertext and its tag.
public final class Sealing {
    private static final byte[] KEY_TEXT = "tollgate sealing key".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_BYTES = 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /// @param random a cryptographic one
    public Sealing(ServerKey serverKey, RandomGenerator random) {
        this.key = new SecretKeySpec(serverKey.hash(KEY_TEXT).bytes(), "AES");
        this.random = random;
    }

    /// @param purpose what it is the secret of, such as `mfa mem_01JD…`: it opens for nothing else, so that rows cannot be swapped
    public String seal(Secret secret, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret.bytes());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer
                    .allocate(1 + NONCE_BYTES + encrypted.length).put(VERSION).put(nonce).put(encrypted).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no AES-GCM", e);
        }
    }

    /// @return empty if it was not sealed under this key for this purpose, or was changed since
    public Optional<Secret> open(String sealed, String purpose) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < LEAST_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(bytes, 1, nonce, 0, NONCE_BYTES);
        int from = 1 + NONCE_BYTES;
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(bytes, from, bytes.length - from);
            return Optional.of(new Secret(new String(text, StandardCharsets.UTF_8)));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "Sealing[hidden]";
    }
}
