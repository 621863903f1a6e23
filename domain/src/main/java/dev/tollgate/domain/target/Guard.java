package dev.tollgate.domain.target;

/// What happens to a target that the address guard forbids.
public enum Guard {
    /// It is refused.
    ENFORCE,
    /// It is let through and logged: for finding out what the guard would hit.
    REPORT
}
