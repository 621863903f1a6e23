package dev.tollgate.domain.subuser;

/// Whether a sub-user's requests are served. A disabled one keeps its credentials.
public enum SubUserStatus {
    ACTIVE, DISABLED
}
