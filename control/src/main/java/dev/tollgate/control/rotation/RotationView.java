package dev.tollgate.control.rotation;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.address.IpAddress;
import java.time.Instant;
import java.util.Optional;

/// The last rotation of a secret, and what came of the old one (A§2, "Rotation").
public record RotationView(
        String rotatedAt,
        String oldValidUntil,
        long oldUses,
        Optional<String> oldLastUsedAt,
        Optional<String> oldLastUsedIp,
        long lateUses,
        Optional<String> lateLastAt,
        Optional<String> lateLastIp) {

    /// How often an old secret was used, and the latest time.
    ///
    /// @param lastAt empty if it never was
    public record Uses(long count, Optional<Instant> lastAt, Optional<IpAddress> lastFrom) {
        public static final Uses NONE = new Uses(0, Optional.empty(), Optional.empty());
    }

    /// @param old while it still worked
    /// @param late when it was refused
    public static RotationView of(Instant rotatedAt, Instant oldValidUntil, Uses old, Uses late) {
        return new RotationView(Words.time(rotatedAt), Words.time(oldValidUntil), old.count(),
                old.lastAt().map(Words::time), old.lastFrom().map(IpAddress::toString), late.count(),
                late.lastAt().map(Words::time), late.lastFrom().map(IpAddress::toString));
    }
}
