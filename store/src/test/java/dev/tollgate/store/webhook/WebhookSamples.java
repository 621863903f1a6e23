package dev.tollgate.store.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.webhook.EventChoice;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import java.util.Optional;

/// Makes webhooks for tests to keep.
final class WebhookSamples {
    private WebhookSamples() {}

    static Webhook webhook(AccountId account, EventChoice events) {
        return webhook(account, Environment.LIVE, events);
    }

    static Webhook webhook(AccountId account, Environment environment, EventChoice events) {
        String id = Samples.ulid();
        return new Webhook(new WebhookId(WebhookId.PREFIX + id), account, environment,
                "https://" + id + ".example/hook?x=%20y", events, true, Optional.empty(), "for tests",
                Optional.empty(), Samples.NOW, Samples.NOW, 1);
    }

    /// A kept one.
    static Webhook kept(Store store, AccountId account, EventChoice events) {
        return kept(store, webhook(account, events));
    }

    static Webhook kept(Store store, Webhook webhook) {
        if (!store.webhooks().insert(Samples.AUTHOR, webhook, "sealed " + webhook.id(), Samples.PLENTY)) {
            throw new IllegalStateException("the sample was not kept");
        }
        return webhook;
    }
}
