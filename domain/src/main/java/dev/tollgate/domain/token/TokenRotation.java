package dev.tollgate.domain.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The latest rotation of a token, and who went on with the secrets it had before: with all of them that are still of interest,
/// since whoever missed the last rotation may have missed the one before it too.
///
/// @param oldValidUntil the end of the secret that was replaced last
public record TokenRotation(Instant rotatedAt, Instant oldValidUntil, TokenUses old, TokenUses late) {

    /// @param replaced newest first
    static Optional<TokenRotation> of(List<ReplacedSecret> replaced, Instant now) {
        List<ReplacedSecret> shown = replaced.stream()
                .filter(one -> ReplacedSecret.remembered(one.validUntil(), now)).toList();
        return shown.stream().findFirst().map(latest -> new TokenRotation(latest.replacedAt(), latest.validUntil(),
                shown.stream().map(ReplacedSecret::inGrace).reduce(TokenUses.NONE, TokenUses::and),
                shown.stream().map(ReplacedSecret::late).reduce(TokenUses.NONE, TokenUses::and)));
    }
}
