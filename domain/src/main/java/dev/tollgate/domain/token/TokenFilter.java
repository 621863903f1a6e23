package dev.tollgate.domain.token;

import java.time.Instant;
import java.util.Optional;

/// Which tokens of an account a list shows.
///
/// @param state as it is at `now`
public record TokenFilter(Optional<TokenState> state, Instant now) {}
