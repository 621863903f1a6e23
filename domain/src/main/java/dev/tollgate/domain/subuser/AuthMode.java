package dev.tollgate.domain.subuser;

/// What a client of a sub-user must show: the password, a listed source address, or both (G§9.3).
public enum AuthMode {
    /// `PASSWORD` while the sub-user has no whitelist entry for the product, `WHITELIST` as soon as it has one.
    AUTO, EITHER, PASSWORD, WHITELIST, BOTH
}
