package dev.tollgate.domain.exit;

/// Names an exit.
///
/// @param value `ext_` and a 26-character ULID; opaque to clients
public record ExitId(String value) {
    public static final String PREFIX = "ext_";

    @Override
    public String toString() {
        return value;
    }
}
