package dev.tollgate.domain.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A token with what its use has left: the secrets it replaced, and when it last worked.
///
/// @param replaced newest first; those that are no longer of interest may be missing
public record KeptToken(ApiToken token, List<ReplacedSecret> replaced, Optional<TokenUse> lastUse) {
    public KeptToken {
        replaced = List.copyOf(replaced);
    }

    public TokenState state(Instant now) {
        if (token.revoked()) {
            return TokenState.REVOKED;
        }
        if (token.expired(now)) {
            return TokenState.EXPIRED;
        }
        return replaced.stream().anyMatch(one -> one.works(now)) ? TokenState.ROTATING : TokenState.ACTIVE;
    }

    /// The latest rotation; empty once it is no longer of interest.
    public Optional<TokenRotation> rotation(Instant now) {
        return TokenRotation.of(replaced, now);
    }
}
