package dev.tollgate.control.token;

import java.time.Instant;
import java.util.Optional;

/// When a token is to end, as a body says it.
///
/// @param at empty for never
record End(Optional<Instant> at) {
    static final End NEVER = new End(Optional.empty());

    static End at(Instant moment) {
        return new End(Optional.of(moment));
    }
}
