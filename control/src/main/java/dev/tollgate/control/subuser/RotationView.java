package dev.tollgate.control.subuser;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.subuser.Passwords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The last rotation of a password, and what came of the old one (A§2, "Rotation").
public record RotationView(
        String rotatedAt,
        String oldValidUntil,
        int oldUses,
        Optional<String> oldLastUsedAt,
        Optional<String> oldLastUsedIp,
        int lateUses,
        Optional<String> lateLastAt,
        Optional<String> lateLastIp) {

    /// How long after the grace it is shown.
    private static final Duration SHOWN = Duration.ofDays(7);

    static Optional<RotationView> of(Passwords passwords, Instant now) {
        return passwords.replaced().stream().findFirst().map(Passwords.Replaced::validUntil)
                .filter(end -> now.isBefore(end.plus(SHOWN)))
                .map(end -> new RotationView(Words.time(end.minus(Passwords.GRACE)), Words.time(end), 0,
                        Optional.empty(), Optional.empty(), 0, Optional.empty(), Optional.empty()));
    }
}
