package dev.tollgate.domain.member;

/// How a member stands.
public enum MemberStatus {
    /// Has not accepted the invitation yet, so that there is no password to sign in with.
    INVITED,
    ACTIVE,
    /// May not sign in.
    DISABLED
}
