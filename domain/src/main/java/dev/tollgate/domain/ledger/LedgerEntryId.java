package dev.tollgate.domain.ledger;

/// Names an entry of the ledger.
///
/// @param value `led_` and a 26-character ULID; opaque to clients
public record LedgerEntryId(String value) {
    public static final String PREFIX = "led_";

    @Override
    public String toString() {
        return value;
    }
}
