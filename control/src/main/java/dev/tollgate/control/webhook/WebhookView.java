package dev.tollgate.control.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A webhook as the API shows it (A§12).
///
/// @param signingSecret only in the answers that make one
/// @param disabledReason why Tollgate disabled it; empty if it did not
/// @param rotation while a replaced secret signs along
public record WebhookView(
        String id,
        String url,
        List<String> events,
        boolean enabled,
        Optional<String> disabledReason,
        String description,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> signingSecret,
        Optional<Rotation> rotation,
        String createdAt,
        String updatedAt) {

    /// A new secret in the place of another.
    public record Rotation(String rotatedAt, String oldValidUntil) {}

    static WebhookView of(Webhook webhook, Instant now) {
        return of(webhook, Optional.empty(), now);
    }

    static WebhookView withSecret(Webhook webhook, Secret secret, Instant now) {
        return of(webhook, Optional.of(secret.reveal()), now);
    }

    private static WebhookView of(Webhook webhook, Optional<String> secret, Instant now) {
        return new WebhookView(webhook.id().value(), webhook.url(), webhook.events().words(), webhook.enabled(),
                webhook.stopped().map(Webhook.Stop::word), webhook.description(), secret,
                webhook.rotation().filter(one -> now.isBefore(one.oldUntil()))
                        .map(one -> new Rotation(Words.time(one.rotatedAt()), Words.time(one.oldUntil()))),
                Words.time(webhook.createdAt()), Words.time(webhook.updatedAt()));
    }
}
