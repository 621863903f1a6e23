package dev.tollgate.control.subuser;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.control.rotation.RotationView;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A sub-user as the API shows it (A§4.1).
///
/// @param password only in the answer to its creation
public record SubUserView(
        String id,
        String name,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> password,
        String label,
        List<String> products,
        String status,
        int concurrentMax,
        int rpsMax,
        int rpsEffective,
        String authMode,
        boolean requireTls,
        boolean sessionStrict,
        Optional<List<String>> pools,
        Optional<String> quota,
        QuotaUsed quotaUsed,
        List<String> batches,
        Optional<RotationView> rotation,
        Propagation propagation,
        Optional<String> lastUsedAt,
        String createdAt,
        String updatedAt) {

    /// How long after the old password's end its rotation is shown.
    private static final Duration ROTATION_SHOWN = Duration.ofDays(7);

    /// Traffic against the quota.
    public record QuotaUsed(long dayBytes, long monthBytes) {}

    /// On how many nodes the newest version applies.
    public record Propagation(long version, int nodes, int nodesApplied) {}

    /// What a sub-user does not know of itself.
    ///
    /// @param inForce whether its newest version is in force on this node
    public record Surroundings(Plan plan, LastUse lastUse, boolean inForce, Instant now) {}

    private static Optional<RotationView> rotation(Passwords passwords, Instant now) {
        return passwords.replaced().stream().findFirst().map(Passwords.Replaced::validUntil)
                .filter(end -> now.isBefore(end.plus(ROTATION_SHOWN)))
                .map(end -> RotationView.of(end.minus(Passwords.GRACE), end, RotationView.Uses.NONE,
                        RotationView.Uses.NONE));
    }

    static SubUserView of(SubUser subUser, Surroundings around) {
        return of(subUser, around, Optional.empty());
    }

    static SubUserView withPassword(SubUser subUser, Surroundings around, Secret password) {
        return of(subUser, around, Optional.of(password.reveal()));
    }

    private static SubUserView of(SubUser subUser, Surroundings around, Optional<String> password) {
        return new SubUserView(subUser.id().value(), subUser.name(), password, subUser.label(),
                subUser.products().stream().map(Product::slug).toList(), Words.of(subUser.status()),
                subUser.concurrentMax(), subUser.rpsMax(),
                Math.min(subUser.rpsMax(), around.plan().rpsMax(subUser.products())), Words.of(subUser.authMode()),
                subUser.requireTls(), subUser.sessionStrict(), Optional.empty(), Optional.empty(),
                new QuotaUsed(0, 0), List.of(), rotation(subUser.passwords(), around.now()),
                new Propagation(subUser.version(), 1, around.inForce() ? 1 : 0),
                around.lastUse().lastUsed(subUser.id()).map(Words::time), Words.time(subUser.createdAt()),
                Words.time(subUser.updatedAt()));
    }
}
