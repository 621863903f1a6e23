package dev.tollgate.domain.token;

import java.time.Duration;
import java.time.Instant;

/// A secret that rotation replaced, and what came of it since (A§2).
///
/// @param validUntil the first moment at which it no longer works
/// @param inGrace its use while it worked
/// @param late its refused use afterwards
public record ReplacedSecret(Instant replacedAt, Instant validUntil, TokenUses inGrace, TokenUses late) {
    /// How long a replaced secret works on.
    public static final Duration GRACE = Duration.ofHours(24);
    /// How many work on at once; beyond that the oldest ends.
    public static final int MOST = 8;
    /// How long after its end it is still told who used it.
    private static final Duration REMEMBERED = Duration.ofDays(7);

    public boolean works(Instant now) {
        return now.isBefore(validUntil);
    }

    /// Whether the use of a secret that works until `validUntil` is still of interest.
    public static boolean remembered(Instant validUntil, Instant now) {
        return now.isBefore(validUntil.plus(REMEMBERED));
    }
}
