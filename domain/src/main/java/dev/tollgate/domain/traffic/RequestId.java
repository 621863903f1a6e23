package dev.tollgate.domain.traffic;

/// Names one exchange, or one API request; shown to the client, kept in log and record.
///
/// @param value `req_` and a 26-character ULID; opaque to clients
public record RequestId(String value) {
    public static final String PREFIX = "req_";

    @Override
    public String toString() {
        return value;
    }
}
