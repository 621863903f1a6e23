package dev.tollgate.domain.target;

/// What became of a text that should be host and port.
public sealed interface TargetReading {

    record Valid(Target target) implements TargetReading {}

    /// It cannot be read.
    ///
    /// @param why one ASCII phrase that repeats nothing the client wrote
    record Invalid(String why) implements TargetReading {}
}
