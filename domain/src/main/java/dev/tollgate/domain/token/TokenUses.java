package dev.tollgate.domain.token;

import java.util.Optional;
import java.util.stream.Stream;

/// How often something was used, and the latest time.
///
/// @param latest empty if it never was
public record TokenUses(long count, Optional<TokenUse> latest) {
    public static final TokenUses NONE = new TokenUses(0, Optional.empty());

    public static TokenUses once(TokenUse use) {
        return new TokenUses(1, Optional.of(use));
    }

    /// All these and all of `other`.
    public TokenUses and(TokenUses other) {
        return new TokenUses(count + other.count,
                Stream.of(latest, other.latest).flatMap(Optional::stream).reduce(TokenUse::later));
    }

    /// These without as many as `known` counts.
    public TokenUses without(TokenUses known) {
        return count == known.count ? NONE : new TokenUses(count - known.count, latest);
    }
}
