package dev.tollgate.domain.account;

/// Production, or the sandbox of G§22. Objects of the one are invisible from the other.
public enum Environment {
    LIVE, TEST
}
