package dev.tollgate.control.whitelist;

import java.util.Optional;

/// What a caller gave for a field that may be empty.
///
/// @param text empty for `null`
record Given(Optional<String> text) {

    static Given nothing() {
        return new Given(Optional.empty());
    }

    static Given of(String text) {
        return new Given(Optional.of(text));
    }
}
