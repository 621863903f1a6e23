package dev.tollgate.domain.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Keeps webhooks, and their signing secrets sealed. Thread-safe; each method is one transaction. Every look-up is by account
/// and environment.
public interface WebhookRepository {
    /// How long a replaced signing secret signs along.
    Duration GRACE = Duration.ofHours(24);

    /// @param atMost webhooks the account may have in that environment, the new one included
    /// @return whether it was kept; if not, there are as many
    boolean insert(Author author, Webhook webhook, String sealedSecret, int atMost);

    Optional<Webhook> find(AccountId account, Environment environment, WebhookId id);

    /// Newest first.
    Page<Webhook> list(AccountId account, Environment environment, PageRequest page);

    /// Reads, changes and writes in one transaction. If `change` returns an equal value nothing is written and the version
    /// stays. What waits for a webhook that is disabled with it has failed.
    Update update(Author author, AccountId account, Environment environment, WebhookId id, OptionalLong expectedVersion,
            Instant now, UnaryOperator<Webhook> change);

    /// Gives it a new signing secret. The one before signs along for [#GRACE]; so do those before it, each to its own end.
    Update rotate(Author author, AccountId account, Environment environment, WebhookId id, String sealedSecret,
            Instant now);

    Deletion delete(Author author, AccountId account, Environment environment, WebhookId id,
            OptionalLong expectedVersion);

    /// What signs for it now; empty if there is no such webhook.
    Optional<SealedSecrets> secrets(AccountId account, Environment environment, WebhookId id, Instant now);

    /// Its latest [Delivery#SHOWN], newest first; empty if there is no such webhook.
    Page<Delivery> deliveries(AccountId account, Environment environment, WebhookId id, PageRequest page);

    /// What came of [#update] and [#rotate].
    sealed interface Update {
        record Updated(Webhook webhook) implements Update {}

        record Missing() implements Update {}

        record OtherVersion(long current) implements Update {}
    }

    /// What came of [#delete].
    enum Deletion {
        DELETED, MISSING, OTHER_VERSION
    }
}
