package dev.tollgate.store.webhook;

import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.audit.Outbox;
import dev.tollgate.store.webhook.WebhookTable.Listener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Has events delivered to the webhooks that want them. One that nobody wants leaves no trace. Thread-safe.
public final class WebhookOutbox implements Outbox {

    @Override
    public void put(Handle handle, ChangeLog changes, String id, Event event, Instant at) {
        WebhookTable webhooks = new WebhookTable(handle);
        List<Webhook> told = new ArrayList<>();
        for (Listener listener : webhooks.listening(event.account(), event.environment())) {
            if (listener.waiting() >= Delivery.MOST_WAITING) {
                Stopping.stop(handle, changes, listener.webhook(), Webhook.Stop.TOO_FAR_BEHIND, at);
            } else if (listener.webhook().events().has(event.type())) {
                told.add(listener.webhook());
            }
        }
        if (told.isEmpty()) {
            return;
        }
        new EventTable(handle).insert(id, event, at);
        for (Webhook webhook : told) {
            new DeliveryTable(handle).insert(webhook.id(), id, at);
            webhooks.wait(webhook.id(), 1);
        }
    }
}
