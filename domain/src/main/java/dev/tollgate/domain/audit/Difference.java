package dev.tollgate.domain.audit;

import java.util.Optional;

/// What a change did to the facts of a thing.
///
/// @param before of one that was there: what was true of it, as far as that is no longer so
/// @param after of one that is there: what is true of it, as far as that is new
public record Difference(Optional<Facts> before, Optional<Facts> after) {

    /// There is something new, with all its facts.
    public static Difference made(Facts facts) {
        return new Difference(Optional.empty(), Optional.of(facts));
    }

    /// Something is gone, with all its facts.
    public static Difference removed(Facts facts) {
        return new Difference(Optional.of(facts), Optional.empty());
    }

    /// Of the facts of one thing those that are not the same. None may differ: that of a new password is no fact.
    public static Difference between(Facts before, Facts after) {
        return new Difference(Optional.of(before.without(after)), Optional.of(after.without(before)));
    }
}
