package dev.tollgate.store.webhook;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Disables webhooks that do not work, and ends what waits for those that are disabled.
final class Stopping {
    private Stopping() {}

    /// By Tollgate itself.
    static void stop(Handle handle, ChangeLog changes, Webhook webhook, Webhook.Stop why, Instant now) {
        Webhook stopped = webhook.stop(why).changed(now);
        new WebhookTable(handle).update(stopped);
        giveUp(handle, webhook);
        changes.add(handle, Author.SYSTEM, Change
                .changed(Action.WEBHOOK_DISABLE, webhook.id(), webhook.facts(), stopped.facts())
                .in(webhook.account(), webhook.environment()));
    }

    /// Ends what waits for it.
    static void giveUp(Handle handle, Webhook webhook) {
        DeliveryTable deliveries = new DeliveryTable(handle);
        deliveries.giveUp(webhook.id());
        new WebhookTable(handle).waitForNothing(webhook.id());
        new EventTable(handle).deleteForgotten(deliveries.trim(webhook.id()));
    }
}
