package dev.tollgate.domain.account;

/// Whether an account's requests are served. A suspended account is still readable.
public enum AccountStatus {
    ACTIVE, SUSPENDED
}
