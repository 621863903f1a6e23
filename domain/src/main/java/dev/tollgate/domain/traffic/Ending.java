package dev.tollgate.domain.traffic;

/// Why an exchange ended.
public enum Ending {
    /// Refused, with a code.
    REFUSED,
    /// Both sides were done.
    COMPLETE,
    /// The client went away first.
    CLIENT_CLOSED,
    /// The target, or the exit, went away in the middle.
    TARGET_CLOSED,
    /// No byte for too long.
    IDLE,
    /// The longest time a tunnel may live was over.
    LIFETIME,
    /// The sub-user was disabled or deleted, or its account suspended.
    ACCESS_WITHDRAWN,
    /// The node stopped.
    SHUTDOWN,
    /// Something broke on our side.
    FAILED
}
