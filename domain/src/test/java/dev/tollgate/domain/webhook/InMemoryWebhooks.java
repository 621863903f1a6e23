package dev.tollgate.domain.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Webhooks in memory, for tests. Thread-safe. Deliveries are those that a test puts there; secrets sign along for good.
public final class InMemoryWebhooks implements WebhookRepository {
    private final Map<WebhookId, Webhook> webhooks = new HashMap<>();
    private final Map<WebhookId, List<String>> secrets = new HashMap<>();
    private final Map<WebhookId, List<Delivery>> deliveries = new HashMap<>();

    @Override
    public synchronized boolean insert(Author author, Webhook webhook, String sealedSecret, int atMost) {
        if (of(webhook.account(), webhook.environment()).size() >= atMost) {
            return false;
        }
        webhooks.put(webhook.id(), webhook);
        secrets.put(webhook.id(), new ArrayList<>(List.of(sealedSecret)));
        return true;
    }

    /// Makes a delivery the latest.
    public synchronized void add(WebhookId webhook, Delivery delivery) {
        deliveries.computeIfAbsent(webhook, _ -> new ArrayList<>()).addFirst(delivery);
    }

    @Override
    public synchronized Optional<Webhook> find(AccountId account, Environment environment, WebhookId id) {
        return of(account, environment).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Page<Webhook> list(AccountId account, Environment environment, PageRequest page) {
        List<Webhook> fitting = of(account, environment).stream()
                .filter(one -> page.before().isEmpty() || one.id().value().compareTo(page.before().get()) < 0)
                .sorted(Comparator.comparing((Webhook one) -> one.id().value()).reversed()).toList();
        return new Page<>(fitting.stream().limit(page.limit()).toList(), fitting.size() > page.limit());
    }

    private List<Webhook> of(AccountId account, Environment environment) {
        return webhooks.values().stream()
                .filter(one -> one.account().equals(account) && one.environment() == environment).toList();
    }

    @Override
    public synchronized Update update(Author author, AccountId account, Environment environment, WebhookId id,
            OptionalLong expectedVersion, Instant now, UnaryOperator<Webhook> change) {
        Optional<Webhook> found = find(account, environment, id);
        if (found.isEmpty()) {
            return new Update.Missing();
        }
        Webhook before = found.get();
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion(before.version());
        }
        Webhook wanted = change.apply(before);
        Webhook after = wanted.equals(before) ? before : wanted.changed(now);
        webhooks.put(id, after);
        return new Update.Updated(after);
    }

    @Override
    public synchronized Update rotate(Author author, AccountId account, Environment environment, WebhookId id,
            String sealedSecret, Instant now) {
        return find(account, environment, id).<Update>map(webhook -> {
            Webhook after = webhook.rotated(now).changed(now);
            webhooks.put(id, after);
            secrets.computeIfAbsent(id, _ -> new ArrayList<>()).addFirst(sealedSecret);
            return new Update.Updated(after);
        }).orElseGet(Update.Missing::new);
    }

    @Override
    public synchronized Deletion delete(Author author, AccountId account, Environment environment, WebhookId id,
            OptionalLong expectedVersion) {
        Optional<Webhook> found = find(account, environment, id);
        if (found.isEmpty()) {
            return Deletion.MISSING;
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != found.get().version()) {
            return Deletion.OTHER_VERSION;
        }
        webhooks.remove(id);
        return Deletion.DELETED;
    }

    @Override
    public synchronized Optional<SealedSecrets> secrets(AccountId account, Environment environment, WebhookId id,
            Instant now) {
        return find(account, environment, id).map(_ -> new SealedSecrets(secrets.getOrDefault(id, List.of())));
    }

    @Override
    public synchronized Page<Delivery> deliveries(AccountId account, Environment environment, WebhookId id,
            PageRequest page) {
        List<Delivery> fitting = deliveries.getOrDefault(id, List.of()).stream()
                .filter(one -> page.before().isEmpty() || one.event().compareTo(page.before().get()) < 0).toList();
        return new Page<>(fitting.stream().limit(page.limit()).toList(), fitting.size() > page.limit());
    }
}
