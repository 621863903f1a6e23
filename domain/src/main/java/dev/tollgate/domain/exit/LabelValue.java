package dev.tollgate.domain.exit;

import java.util.Set;

/// What an exit says of one kind of place: nothing, anything, or certain values (A§16.3).
public sealed interface LabelValue {
    /// The exit does not say; a request that names a value does not fit.
    record None() implements LabelValue {}

    /// Every well-formed value fits.
    record Any() implements LabelValue {}

    record OneOf(Set<String> values) implements LabelValue {
        public OneOf {
            values = Set.copyOf(values);
        }
    }

    default boolean fits(String wanted) {
        return switch (this) {
            case None() -> false;
            case Any() -> true;
            case OneOf(Set<String> values) -> values.contains(wanted);
        };
    }
}
