package dev.tollgate.domain.secret;

import java.nio.charset.StandardCharsets;

/// The installation's own key, under which every machine-made secret is hashed (G§9.2). Thread-safe.
///
/// Machine-made secrets carry enough chance that a fast keyed hash is the right one: it costs under a microsecond, so a
/// flood of wrong passwords buys nothing, and a stolen database is worth nothing without the key.
public final class ServerKey {
    public static final int LENGTH = 32;
    private static final byte[] FINGERPRINT_TEXT = "tollgate server key fingerprint".getBytes(
            StandardCharsets.US_ASCII);

    private final ThreadLocal<Hmac> hmacs;

    /// @throws IllegalArgumentException if `key` is not 32 bytes long
    public ServerKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a server key is " + LENGTH + " bytes, not " + key.length);
        }
        byte[] kept = key.clone();
        this.hmacs = ThreadLocal.withInitial(() -> new Hmac(kept));
    }

    public SecretHash hash(Secret secret) {
        return hash(secret.bytes());
    }

    public SecretHash hash(byte[] secret) {
        return hmacs.get().hash(secret);
    }

    /// Tells this key from another without revealing it: kept in the store, so that a node with a wrong key stops at start.
    public SecretHash fingerprint() {
        return hash(FINGERPRINT_TEXT);
    }

    @Override
    public String toString() {
        return "ServerKey[hidden]";
    }
}
