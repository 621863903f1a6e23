package dev.tollgate.domain.subuser;

/// Names a sub-user in the API. At the gateway its `SubUserName` is used instead.
///
/// @param value `sub_` and a 26-character ULID; opaque to clients
public record SubUserId(String value) {
    public static final String PREFIX = "sub_";

    @Override
    public String toString() {
        return value;
    }
}
