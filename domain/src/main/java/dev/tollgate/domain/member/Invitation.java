package dev.tollgate.domain.member;

import dev.tollgate.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;

/// What lets an invited member choose a password, once.
///
/// @param code the hash of what stands in the link
/// @param validUntil the first moment at which it no longer works
public record Invitation(SecretHash code, Instant validUntil) {
    public static final Duration VALID = Duration.ofDays(3);
}
