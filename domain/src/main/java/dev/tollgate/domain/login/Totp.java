package dev.tollgate.domain.login;

import dev.tollgate.domain.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes that a device computes from a shared key and the time (RFC 6238): SHA-1, six digits, steps of 30 seconds, which is what
/// every authenticator app knows. Immutable.
public final class Totp {
    public static final Duration STEP = Duration.ofSeconds(30);
    public static final int DIGITS = 6;
    /// As long as the hash, as RFC 4226, section 4, recommends.
    public static final int KEY_BYTES = 20;
    /// Devices' clocks may be a step ahead or behind.
    private static final int WINDOW = 1;
    private static final int MODULUS = 1_000_000;

    private final SecretKeySpec key;

    /// @param base32 the key as it was shown
    public Totp(Secret base32) {
        this.key = new SecretKeySpec(Base32.decode(base32.reveal()), "HmacSHA1");
    }

    /// The step whose code this is: the current one or a neighbour, and behind the last that was used.
    ///
    /// @param usedStep the latest step that was used
    /// @return empty if the code is wrong, or was used
    public OptionalLong stepOf(String code, Instant now, OptionalLong usedStep) {
        long current = step(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = current - WINDOW; step <= current + WINDOW; step++) {
            boolean right = MessageDigest.isEqual(code(step).getBytes(StandardCharsets.US_ASCII),
                    code.getBytes(StandardCharsets.UTF_8));
            if (right && found.isEmpty() && (usedStep.isEmpty() || step > usedStep.getAsLong())) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    public static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    /// The code of a step (RFC 4226, section 5.3).
    public String code(long step) {
        byte[] mac = mac(step);
        int offset = mac[mac.length - 1] & 0xf;
        int truncated = ByteBuffer.wrap(mac, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        String digits = Integer.toString(truncated % MODULUS);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private byte[] mac(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(key);
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HMAC-SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return "Totp[hidden]";
    }
}
