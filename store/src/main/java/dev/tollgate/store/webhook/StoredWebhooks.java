package dev.tollgate.store.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.SealedSecrets;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.domain.webhook.WebhookRepository;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Webhooks. Thread-safe.
public final class StoredWebhooks implements WebhookRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredWebhooks(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public boolean insert(Author author, Webhook webhook, String sealedSecret, int atMost) {
        return database.write(handle -> {
            WebhookTable table = new WebhookTable(handle);
            if (table.count(webhook.account(), webhook.environment()) >= atMost) {
                return false;
            }
            table.insert(webhook);
            new WebhookSecretTable(handle).insertFirst(webhook.id(), sealedSecret);
            changes.add(handle, author, Change.made(Action.WEBHOOK_CREATE, webhook.id(), webhook.facts())
                    .in(webhook.account(), webhook.environment()));
            return true;
        });
    }

    @Override
    public Optional<Webhook> find(AccountId account, Environment environment, WebhookId id) {
        return database.read(handle -> new WebhookTable(handle).find(account, environment, id));
    }

    @Override
    public Page<Webhook> list(AccountId account, Environment environment, PageRequest page) {
        return Pages.page(page, limit -> database
                .read(handle -> new WebhookTable(handle).list(account, environment, page, limit)));
    }

    @Override
    public Update update(Author author, AccountId account, Environment environment, WebhookId id,
            OptionalLong expectedVersion, Instant now, UnaryOperator<Webhook> change) {
        return database.write(handle -> new WebhookTable(handle).find(account, environment, id).map(webhook -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != webhook.version()) {
                return new Update.OtherVersion(webhook.version());
            }
            return changed(handle, author, webhook, change.apply(webhook), now);
        }).orElseGet(Update.Missing::new));
    }

    private Update changed(Handle handle, Author author, Webhook before, Webhook wanted, Instant now) {
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        Webhook after = wanted.changed(now);
        new WebhookTable(handle).update(after);
        if (before.enabled() && !after.enabled()) {
            Stopping.giveUp(handle, after);
        }
        changes.add(handle, author, Change.changed(Action.WEBHOOK_UPDATE, after.id(), before.facts(), after.facts())
                .in(after.account(), after.environment()));
        return new Update.Updated(after);
    }

    @Override
    public Update rotate(Author author, AccountId account, Environment environment, WebhookId id, String sealedSecret,
            Instant now) {
        return database.write(handle -> new WebhookTable(handle).find(account, environment, id).<Update>map(webhook -> {
            Webhook after = webhook.rotated(now).changed(now);
            new WebhookTable(handle).update(after);
            new WebhookSecretTable(handle).rotate(id, sealedSecret, now, now.plus(GRACE));
            changes.add(handle, author, Change
                    .changed(Action.WEBHOOK_ROTATE_SECRET, id, webhook.facts(), after.facts())
                    .in(account, environment));
            return new Update.Updated(after);
        }).orElseGet(Update.Missing::new));
    }

    @Override
    public Deletion delete(Author author, AccountId account, Environment environment, WebhookId id,
            OptionalLong expectedVersion) {
        return database.write(handle -> new WebhookTable(handle).find(account, environment, id).map(webhook -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != webhook.version()) {
                return Deletion.OTHER_VERSION;
            }
            List<String> events = new DeliveryTable(handle).eventsOf(id);
            new WebhookTable(handle).delete(id);
            new EventTable(handle).deleteForgotten(events);
            changes.add(handle, author, Change.removed(Action.WEBHOOK_DELETE, id, webhook.facts())
                    .in(account, environment));
            return Deletion.DELETED;
        }).orElse(Deletion.MISSING));
    }

    @Override
    public Optional<SealedSecrets> secrets(AccountId account, Environment environment, WebhookId id, Instant now) {
        return database.read(handle -> new WebhookTable(handle).find(account, environment, id)
                .map(_ -> new WebhookSecretTable(handle).of(id, now)));
    }

    @Override
    public Page<Delivery> deliveries(AccountId account, Environment environment, WebhookId id, PageRequest page) {
        return Pages.page(page, limit -> database.read(handle -> new WebhookTable(handle).find(account, environment, id)
                .map(_ -> new DeliveryTable(handle).latest(id, page, limit)).orElse(List.of())));
    }
}
