package dev.tollgate.domain.subuser;

import dev.tollgate.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A sub-user's password and those it replaced that are still in their grace (G§9.7).
///
/// @param current what a new client uses
/// @param replaced newest first; each works until its own absolute end
public record Passwords(SecretHash current, List<Replaced> replaced) {
    /// How long a replaced password works on.
    public static final Duration GRACE = Duration.ofSeconds(60);
    /// How many replaced passwords are kept; beyond that the oldest ends.
    public static final int MAX_REPLACED = 8;

    public Passwords {
        replaced = List.copyOf(replaced);
    }

    /// A replaced password.
    ///
    /// @param validUntil the first moment at which it no longer works
    public record Replaced(SecretHash hash, Instant validUntil) {}

    /// What a presented password turned out to be.
    public enum Match {
        CURRENT, OLD, WRONG
    }

    public static Passwords first(SecretHash hash) {
        return new Passwords(hash, List.of());
    }

    /// With `next` as the password and the old one in its grace. Those whose grace is over are dropped.
    public Passwords rotate(SecretHash next, Instant now) {
        List<Replaced> kept = new ArrayList<>();
        kept.add(new Replaced(current, now.plus(GRACE)));
        for (Replaced old : replaced) {
            if (old.validUntil().isAfter(now) && kept.size() < MAX_REPLACED) {
                kept.add(old);
            }
        }
        return new Passwords(next, kept);
    }

    /// Compares in a time that depends on how many passwords there are, not on which of them it is.
    public Match match(SecretHash presented, long nowMillis) {
        Match match = current.matches(presented) ? Match.CURRENT : Match.WRONG;
        for (Replaced old : replaced) {
            boolean same = old.hash().matches(presented);
            if (same && match == Match.WRONG && nowMillis < old.validUntil().toEpochMilli()) {
                match = Match.OLD;
            }
        }
        return match;
    }
}
