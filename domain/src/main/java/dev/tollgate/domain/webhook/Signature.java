package dev.tollgate.domain.webhook;

import dev.tollgate.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs deliveries, so that receivers can tell them from what others send (A§12).
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /// The value of the header: `t=1780394400,v1=5f2b…`, with a `v1` for each secret. `v1` is HMAC-SHA-256, in hexadecimal, of
    /// the seconds, a full stop and the body, under the whole secret as it was shown, `whsec_` included.
    public static String of(String body, Instant now, SigningSecrets secrets) {
        String seconds = Long.toString(now.getEpochSecond());
        byte[] message = (seconds + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.newestFirst().stream().map(secret -> ",v1=" + hmac(secret, message))
                .collect(Collectors.joining("", "t=" + seconds, ""));
    }

    private static String hmac(Secret secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HMAC-SHA-256", e);
        }
    }
}
