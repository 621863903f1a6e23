package dev.tollgate.domain.token;

/// Whether a token works (A§2). Of several that are true the later constant is the one shown.
public enum TokenState {
    /// Its one secret works.
    ACTIVE,
    /// Beside its secret one that was replaced still works.
    ROTATING,
    /// Its own end has passed.
    EXPIRED,
    /// It was revoked, for good.
    REVOKED
}
