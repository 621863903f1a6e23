package dev.tollgate.store.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.DeliveryQueue;
import dev.tollgate.domain.webhook.DueDelivery;
import dev.tollgate.domain.webhook.Retries;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.webhook.DeliveryTable.DueWebhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The queue of deliveries. Thread-safe.
public final class StoredDeliveries implements DeliveryQueue {
    private final Database database;
    private final ChangeLog changes;
    /// The id of the webhook that was served last.
    private volatile String served = "";

    public StoredDeliveries(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public List<DueDelivery> claim(Instant now, Room room) {
        // Looked for beside the writers: mostly nothing is due.
        List<DeliveryTable.Due> chosen = database.read(handle -> chosen(new DeliveryTable(handle), now, room));
        if (chosen.isEmpty()) {
            return List.of();
        }
        return database.write(handle -> {
            DeliveryTable table = new DeliveryTable(handle);
            return chosen.stream().filter(due -> table.claim(due, now.plus(CLAIM)))
                    .map(due -> new DueDelivery(due.webhook(), due.account(), due.url(), due.event(), due.type(),
                            due.body(), due.attempts(), new WebhookSecretTable(handle).of(due.webhook(), now)))
                    .toList();
        });
    }

    private List<DeliveryTable.Due> chosen(DeliveryTable table, Instant now, Room room) {
        Map<AccountId, Integer> ofAccounts = new HashMap<>(room.ofAccounts());
        List<DeliveryTable.Due> chosen = new ArrayList<>();
        for (DueWebhook webhook : inTurn(table.dueWebhooks(now))) {
            int left = Math.min(room.total() - chosen.size(),
                    Math.min(room.perWebhook() - room.ofWebhooks().getOrDefault(webhook.id(), 0),
                            room.perAccount() - ofAccounts.getOrDefault(webhook.account(), 0)));
            if (left > 0) {
                List<DeliveryTable.Due> due = table.due(webhook, now, left);
                chosen.addAll(due);
                served = webhook.id().value();
                ofAccounts.merge(webhook.account(), due.size(), Integer::sum);
            }
        }
        return chosen;
    }

    /// Beginning behind the one that was served last: with little room, all get their turn.
    private List<DueWebhook> inTurn(List<DueWebhook> byId) {
        int first = 0;
        while (first < byId.size() && byId.get(first).id().value().compareTo(served) <= 0) {
            first++;
        }
        List<DueWebhook> turn = new ArrayList<>(byId.subList(first, byId.size()));
        turn.addAll(byId.subList(0, first));
        return turn;
    }

    @Override
    public void delivered(DueDelivery delivery, AttemptOutcome outcome, Instant now) {
        database.write(handle -> {
            boolean ended = new DeliveryTable(handle).tried(delivery.webhook(), delivery.event(),
                    Delivery.State.DELIVERED, outcome, now, Optional.empty());
            if (ended) {
                over(handle, delivery);
            }
            return ended;
        });
    }

    private static void over(Handle handle, DueDelivery delivery) {
        new WebhookTable(handle).wait(delivery.webhook(), -1);
        List<String> trimmed = new DeliveryTable(handle).trim(delivery.webhook());
        new EventTable(handle).deleteForgotten(trimmed);
    }

    @Override
    public void failed(DueDelivery delivery, AttemptOutcome outcome, Instant now) {
        Optional<Instant> next = Retries.after(delivery.attempts() + 1).map(now::plus);
        Delivery.State state = next.isPresent() ? Delivery.State.PENDING : Delivery.State.FAILED;
        database.write(handle -> {
            boolean noted = new DeliveryTable(handle).tried(delivery.webhook(), delivery.event(), state, outcome, now,
                    next);
            if (noted && next.isEmpty()) {
                over(handle, delivery);
                new WebhookTable(handle).find(delivery.webhook()).filter(Webhook::enabled).ifPresent(webhook -> Stopping
                        .stop(handle, changes, webhook, Webhook.Stop.DELIVERY_FAILED, now));
            }
            return noted;
        });
    }
}
