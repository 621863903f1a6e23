package dev.tollgate.domain.token;

/// Names an API token; not the secret it is presented with.
///
/// @param value `tok_` and a 26-character ULID; opaque to clients
public record TokenId(String value) {
    public static final String PREFIX = "tok_";

    @Override
    public String toString() {
        return value;
    }
}
