package dev.tollgate.domain.webhook;

import dev.tollgate.domain.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The deliveries that wait for their time, which outlive the process. Thread-safe.
///
/// A claim is for one node alone. It ends by itself, so that a delivery whose node died is tried again: each is tried at least
/// once, and now and then once more.
public interface DeliveryQueue {
    /// How long a claim lasts: longer than an attempt can take.
    Duration CLAIM = Duration.ofSeconds(60);

    /// How many of a webhook's and of an account's deliveries may be under way at once, so that those of a slow receiver do not
    /// take the place of all others.
    ///
    /// @param ofWebhooks that are under way now
    /// @param ofAccounts that are under way now
    record Room(int total, int perWebhook, int perAccount, Map<WebhookId, Integer> ofWebhooks,
            Map<AccountId, Integer> ofAccounts) {
        public Room {
            ofWebhooks = Map.copyOf(ofWebhooks);
            ofAccounts = Map.copyOf(ofAccounts);
        }
    }

    /// Claims what is due and has room; of each webhook the longest due.
    List<DueDelivery> claim(Instant now, Room room);

    /// It arrived.
    void delivered(DueDelivery delivery, AttemptOutcome outcome, Instant now);

    /// It did not. It is tried again after the pause that [Retries] names. After the last one the webhook is disabled, which
    /// ends all that waits for it.
    void failed(DueDelivery delivery, AttemptOutcome outcome, Instant now);
}
