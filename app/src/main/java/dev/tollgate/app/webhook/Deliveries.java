package dev.tollgate.app.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.DeliveryQueue;
import dev.tollgate.domain.webhook.DeliveryQueue.Room;
import dev.tollgate.domain.webhook.DueDelivery;
import dev.tollgate.domain.webhook.Post;
import dev.tollgate.domain.webhook.Receivers;
import dev.tollgate.domain.webhook.WebhookId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers what is due: a virtual thread to each delivery. Thread-safe.
///
/// Few of one webhook and of one account are under way at once, so that slow receivers keep nobody else waiting.
public final class Deliveries implements AutoCloseable {
    static final int PER_WEBHOOK = 4;
    static final int PER_ACCOUNT = 8;
    static final int AT_ONCE = 512;
    /// How long a new event waits at most before it is sent.
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /// How long those under way have at the end. What is cut off is tried again, by whichever node.
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final DeliveryQueue queue;
    private final Receivers receivers;
    private final Sealing sealing;
    private final InstantSource clock;
    private final ScheduledExecutorService looking = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("webhook-queue").factory());
    private final ExecutorService sending = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private final Map<WebhookId, Integer> ofWebhooks = new HashMap<>();
    private final Map<AccountId, Integer> ofAccounts = new HashMap<>();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private int underWay;
    private volatile boolean away;

    public Deliveries(DeliveryQueue queue, Receivers receivers, Sealing sealing, InstantSource clock) {
        this.queue = queue;
        this.receivers = receivers;
        this.sealing = sealing;
        this.clock = clock;
    }

    /// Begins to look every quarter of a second.
    public void start() {
        var _ = looking.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Attempts that succeeded since the start.
    public long delivered() {
        return delivered.sum();
    }

    /// Attempts that did not.
    public long failed() {
        return failed.sum();
    }

    /// Attempts under way.
    public synchronized int underWay() {
        return underWay;
    }

    /// Sends what is due and has room.
    void look() {
        try {
            for (DueDelivery due : claimed()) {
                var _ = sending.submit(() -> deliver(due));
            }
            away = false;
        } catch (StoreFailure e) {
            if (!away) {
                away = true;
                LOG.warn("The deliveries to webhooks wait, the store does not answer: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("Deliveries to webhooks failed to begin.", e);
        }
    }

    private List<DueDelivery> claimed() {
        Room room = room();
        if (room.total() == 0) {
            return List.of();
        }
        List<DueDelivery> claimed = queue.claim(clock.instant(), room);
        claimed.forEach(due -> count(due, 1));
        return claimed;
    }

    private synchronized Room room() {
        return new Room(AT_ONCE - underWay, PER_WEBHOOK, PER_ACCOUNT, ofWebhooks, ofAccounts);
    }

    private synchronized void count(DueDelivery due, int by) {
        underWay += by;
        count(ofWebhooks, due.webhook(), by);
        count(ofAccounts, due.account(), by);
    }

    private static <K> void count(Map<K, Integer> counts, K key, int by) {
        int now = counts.getOrDefault(key, 0) + by;
        if (now == 0) {
            counts.remove(key);
        } else {
            counts.put(key, now);
        }
    }

    private void deliver(DueDelivery due) {
        try {
            AttemptOutcome outcome = attempt(due);
            (outcome.ok() ? delivered : failed).increment();
            if (outcome.ok()) {
                queue.delivered(due, outcome, clock.instant());
            } else {
                queue.failed(due, outcome, clock.instant());
            }
        } catch (StoreFailure e) {
            LOG.warn("What came of a delivery to {} could not be noted, it is made again: {}", due.webhook(),
                    e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("What came of a delivery to {} could not be noted, it is made again.", due.webhook(), e);
        } finally {
            count(due, -1);
        }
    }

    private AttemptOutcome attempt(DueDelivery due) {
        try {
            return receivers.post(new Post(due.url(), due.type(), due.body(),
                    due.secrets().open(due.webhook(), sealing)));
        } catch (RuntimeException e) {
            LOG.error("A delivery to {} failed by a fault of ours.", due.webhook(), e);
            // Counted like any other, or it would be made again every minute for good.
            return AttemptOutcome.failed("Tollgate could not send it.", Duration.ZERO);
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        sending.shutdown();
        try {
            if (!sending.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                sending.shutdownNow();
            }
        } catch (InterruptedException _) {
            sending.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
