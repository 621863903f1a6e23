package dev.tollgate.domain.login;

import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;

/// A member's sign-in on one browser (A§3).
///
/// @param id the hash of what the cookie carries
/// @param lastSeenAt when it was used last
public record ConsoleSession(SecretHash id, MemberId member, Instant begunAt, Instant lastSeenAt) {
    /// Without use it ends after this time.
    public static final Duration IDLE = Duration.ofMinutes(30);
    /// It ends after this time in any case.
    public static final Duration LONGEST = Duration.ofHours(12);

    public boolean over(Instant now) {
        return !now.isBefore(lastSeenAt.plus(IDLE)) || !now.isBefore(begunAt.plus(LONGEST));
    }
}
