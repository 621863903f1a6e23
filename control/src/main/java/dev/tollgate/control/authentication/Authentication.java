package dev.tollgate.control.authentication;

import dev.tollgate.control.input.Problem;

/// Whether a caller is known.
public sealed interface Authentication {

    record Known(Principal principal) implements Authentication {}

    record Denied(Problem problem) implements Authentication {}
}
