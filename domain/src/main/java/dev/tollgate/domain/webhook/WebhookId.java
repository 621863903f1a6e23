package dev.tollgate.domain.webhook;

/// Names a webhook.
///
/// @param value `whk_` and a 26-character ULID; opaque to clients
public record WebhookId(String value) {
    public static final String PREFIX = "whk_";

    @Override
    public String toString() {
        return value;
    }
}
