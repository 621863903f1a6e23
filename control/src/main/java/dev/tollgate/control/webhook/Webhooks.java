package dev.tollgate.control.webhook;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.Post;
import dev.tollgate.domain.webhook.Receivers;
import dev.tollgate.domain.webhook.SealedSecrets;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.domain.webhook.WebhookRepository;
import dev.tollgate.domain.webhook.WebhookRepository.Update;
import dev.tollgate.domain.webhook.WebhookUrl;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// The webhooks of an account, with the verbs of A§12. Thread-safe.
public final class Webhooks {
    /// The type of what a test sends; no event of the list.
    private static final String TEST = "webhook.test";

    private final WebhookRepository repository;
    private final Receivers receivers;
    private final Sealing sealing;
    private final SecretMaker secrets;
    private final Ulids ids;
    private final InstantSource clock;

    public Webhooks(WebhookRepository repository, Receivers receivers, Sealing sealing, SecretMaker secrets, Ulids ids,
            InstantSource clock) {
        this.repository = repository;
        this.receivers = receivers;
        this.sealing = sealing;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of making one, or of a new secret.
    public sealed interface Shown {

        /// @param secret to be shown this once
        record Once(Webhook webhook, Secret secret) implements Shown {}

        record Rejected(ApiError error) implements Shown {}
    }

    /// What came of changing one.
    public sealed interface Change {

        record Changed(Webhook webhook) implements Change {}

        record Rejected(ApiError error) implements Change {}
    }

    /// Why the operator's rules forbid the address.
    public Optional<String> objection(WebhookUrl url) {
        return receivers.objection(url);
    }

    public Shown create(Principal principal, CreateWebhook command) {
        Instant now = now();
        WebhookId id = new WebhookId(WebhookId.PREFIX + ids.next());
        Secret secret = secrets.signingSecret();
        Webhook webhook = new Webhook(id, principal.accountId(), principal.environment(), command.url(),
                command.events(), command.enabled(), Optional.empty(), command.description(), Optional.empty(), now,
                now, 1);
        return repository.insert(principal.author(), webhook, SealedSecrets.seal(secret, id, sealing), Webhook.MOST)
                ? new Shown.Once(webhook, secret)
                : new Shown.Rejected(ApiError.TOO_MANY);
    }

    public Optional<Webhook> find(Principal principal, String id) {
        return Words.couldName(id)
                ? repository.find(principal.accountId(), principal.environment(), new WebhookId(id))
                : Optional.empty();
    }

    public Page<Webhook> list(Principal principal, PageRequest page) {
        return repository.list(principal.accountId(), principal.environment(), page);
    }

    /// @param expectedVersion of the webhook that `If-Match` was held against
    public Change change(Principal principal, WebhookId id, OptionalLong expectedVersion, ChangeWebhook command) {
        return switch (repository.update(principal.author(), principal.accountId(), principal.environment(), id,
                expectedVersion, now(), command::applyTo)) {
            case Update.Missing() -> new Change.Rejected(ApiError.WEBHOOK_NOT_FOUND);
            case Update.OtherVersion(long _) -> new Change.Rejected(ApiError.PRECONDITION_FAILED);
            case Update.Updated(Webhook webhook) -> new Change.Changed(webhook);
        };
    }

    public Shown rotateSecret(Principal principal, WebhookId id) {
        Secret secret = secrets.signingSecret();
        return switch (repository.rotate(principal.author(), principal.accountId(), principal.environment(), id,
                SealedSecrets.seal(secret, id, sealing), now())) {
            case Update.Missing() -> new Shown.Rejected(ApiError.WEBHOOK_NOT_FOUND);
            case Update.OtherVersion(long _) -> new Shown.Rejected(ApiError.PRECONDITION_FAILED);
            case Update.Updated(Webhook webhook) -> new Shown.Once(webhook, secret);
        };
    }

    /// @return why not, if it was not deleted
    public Optional<ApiError> delete(Principal principal, WebhookId id, OptionalLong expectedVersion) {
        return switch (repository.delete(principal.author(), principal.accountId(), principal.environment(), id,
                expectedVersion)) {
            case MISSING -> Optional.of(ApiError.WEBHOOK_NOT_FOUND);
            case OTHER_VERSION -> Optional.of(ApiError.PRECONDITION_FAILED);
            case DELETED -> Optional.empty();
        };
    }

    /// Sends a test there, whether or not the webhook is enabled.
    public Optional<AttemptOutcome> test(Principal principal, Webhook webhook) {
        Instant now = clock.instant();
        return repository.secrets(webhook.account(), webhook.environment(), webhook.id(), now).map(sealed -> {
            String id = Event.PREFIX + ids.next();
            String body = Event.body(id, TEST, now, webhook.environment(), Facts.none()
                    .with("webhook", webhook.id().value()).with("by", principal.id()));
            return receivers.post(new Post(webhook.url(), TEST, body, sealed.open(webhook.id(), sealing)));
        });
    }

    public Page<Delivery> deliveries(Principal principal, WebhookId id, PageRequest page) {
        return repository.deliveries(principal.accountId(), principal.environment(), id, page);
    }

    /// Of the precision that both databases keep.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
