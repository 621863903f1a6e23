package dev.tollgate.domain.whitelist;

/// Names one entry of a whitelist.
///
/// @param value `wl_` and a 26-character ULID; opaque to clients
public record WhitelistEntryId(String value) {
    public static final String PREFIX = "wl_";

    @Override
    public String toString() {
        return value;
    }
}
