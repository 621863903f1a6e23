package dev.tollgate.domain.account;

/// Names an account.
///
/// @param value `usr_` and a 26-character ULID; opaque to clients
public record AccountId(String value) {
    public static final String PREFIX = "usr_";

    @Override
    public String toString() {
        return value;
    }
}
