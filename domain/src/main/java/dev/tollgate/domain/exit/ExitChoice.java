package dev.tollgate.domain.exit;

/// What came of choosing an exit.
public sealed interface ExitChoice {
    record Chosen(Exit exit) implements ExitChoice {}

    record NoneFits() implements ExitChoice {}
}
