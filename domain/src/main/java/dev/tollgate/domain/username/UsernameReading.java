package dev.tollgate.domain.username;

/// What became of the bytes of a username.
public sealed interface UsernameReading {

    record Valid(ProxyUsername username) implements UsernameReading {}

    /// It breaks a rule.
    ///
    /// @param detail position and remedy in at most 200 ASCII characters; client text only where it is harmless
    record Malformed(UsernameFault code, String detail) implements UsernameReading {}
}
