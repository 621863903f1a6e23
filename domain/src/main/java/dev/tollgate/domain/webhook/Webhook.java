package dev.tollgate.domain.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Facts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// An address that is told of an account's events (A§12). Its signing secrets stand elsewhere.
///
/// @param url as it was given, 500 characters at most
/// @param enabled whether it is told of anything
/// @param stopped why Tollgate disabled it; empty if nobody did, or its owner
/// @param description 0–200 characters
/// @param rotation of the signing secret, the last one
/// @param version counts its changes, from 1
public record Webhook(
        WebhookId id,
        AccountId account,
        Environment environment,
        String url,
        EventChoice events,
        boolean enabled,
        Optional<Stop> stopped,
        String description,
        Optional<Rotation> rotation,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    /// So many of them an account may have in an environment.
    public static final int MOST = 20;

    /// Why Tollgate disabled a webhook.
    public enum Stop {
        /// A delivery failed as often as it is tried.
        DELIVERY_FAILED,
        /// So many deliveries waited that no more were kept.
        TOO_FAR_BEHIND;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A new signing secret in the place of another.
    ///
    /// @param oldUntil how long that one signs along
    public record Rotation(Instant rotatedAt, Instant oldUntil) {}

    /// With what its owner may change about it. Enabling it forgives it what it was stopped for.
    public Webhook with(String url, EventChoice events, boolean enabled, String description) {
        return new Webhook(id, account, environment, url, events, enabled, enabled ? Optional.empty() : stopped,
                description, rotation, createdAt, updatedAt, version);
    }

    /// Disabled by Tollgate.
    public Webhook stop(Stop why) {
        return new Webhook(id, account, environment, url, events, false, Optional.of(why), description, rotation,
                createdAt, updatedAt, version);
    }

    /// With a new signing secret since `now`.
    public Webhook rotated(Instant now) {
        return new Webhook(id, account, environment, url, events, enabled, stopped, description,
                Optional.of(new Rotation(now, now.plus(WebhookRepository.GRACE))), createdAt, updatedAt, version);
    }

    /// As it stands after one more change at `now`.
    public Webhook changed(Instant now) {
        return new Webhook(id, account, environment, url, events, enabled, stopped, description, rotation, createdAt,
                now,
                version + 1);
    }

    /// What the audit log may say of it.
    public Facts facts() {
        return Facts.none().with("url", url).with("events", events.words()).with("enabled", enabled)
                .with("stopped", stopped.map(Stop::word)).with("description", description);
    }
}
