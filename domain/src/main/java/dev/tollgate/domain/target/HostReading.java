package dev.tollgate.domain.target;

/// What became of a text that should be a host.
public sealed interface HostReading {

    record Valid(Host host) implements HostReading {}

    /// It cannot be read.
    ///
    /// @param why one ASCII phrase that repeats nothing the client wrote
    record Invalid(String why) implements HostReading {}
}
