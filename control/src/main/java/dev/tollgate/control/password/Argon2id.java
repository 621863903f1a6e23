package dev.tollgate.control.password;

import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) on one lane: a hash that takes time and memory, for secrets that people choose.
final class Argon2id {

    static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final Pattern FORM = Pattern
            .compile("\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,3})\\$([^$]+)\\$([^$]+)");
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private Argon2id() {}

    static PasswordHash hash(Secret password, byte[] salt, PasswordCost cost) {
        return written(salt, computed(password, salt, cost, LANES, HASH_BYTES), cost);
    }

    /// Costs what every other hash costs to compare with, and matches nothing.
    static PasswordHash nobodys(PasswordCost cost) {
        return written(new byte[SALT_BYTES], new byte[HASH_BYTES], cost);
    }

    private static PasswordHash written(byte[] salt, byte[] hash, PasswordCost cost) {
        return new PasswordHash("$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=" + LANES + "$"
                + ENCODER.encodeToString(salt) + "$" + ENCODER.encodeToString(hash));
    }

    /// @throws IllegalArgumentException if the hash is none that [#hash] makes
    static boolean matches(Secret password, PasswordHash hash) {
        Matcher parts = FORM.matcher(hash.text());
        if (!parts.matches()) {
            throw new IllegalArgumentException("this is no Argon2id hash");
        }
        PasswordCost cost = new PasswordCost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        byte[] expected = DECODER.decode(parts.group(5));
        return MessageDigest.isEqual(expected, computed(password, DECODER.decode(parts.group(4)), cost,
                Integer.parseInt(parts.group(3)), expected.length));
    }

    /// The same letters may be typed as other characters on another system: composed, they are the same bytes (RFC 8265, 4.2).
    private static byte[] computed(Secret password, byte[] salt, PasswordCost cost, int lanes, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13).withSalt(salt).withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes()).withParallelism(lanes).build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(Normalizer.normalize(password.reveal(), Normalizer.Form.NFC)
                .getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
