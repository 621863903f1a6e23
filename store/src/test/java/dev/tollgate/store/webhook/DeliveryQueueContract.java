package dev.tollgate.store.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog.Filter;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserFilter;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.Delivery.State;
import dev.tollgate.domain.webhook.DeliveryQueue;
import dev.tollgate.domain.webhook.DeliveryQueue.Room;
import dev.tollgate.domain.webhook.DueDelivery;
import dev.tollgate.domain.webhook.EventChoice;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Each test works in a store of its own: a claim takes whatever is due.
abstract class DeliveryQueueContract extends StoreTest {
    private static final Instant NOW = Samples.NOW;
    private static final Room ROOM = new Room(1_000, 1_000, 1_000, Map.of(), Map.of());
    private static final AttemptOutcome OK = AttemptOutcome.answered(204, Duration.ofMillis(5));
    private static final AttemptOutcome BAD = AttemptOutcome.answered(500, Duration.ofMillis(7));

    DeliveryQueueContract(TestDatabase database) {
        super(database);
    }

    /// A store of its own with an account, and what is done in it.
    private final class Scene implements AutoCloseable {
        final StoreConfig config = freshConfig();
        final Store store;
        final Samples samples;
        final AccountId account;

        Scene() throws StoreUnavailable {
            store = Store.open(config, Samples.IDS, Samples.CLOCK);
            samples = new Samples(store);
            account = samples.account();
        }

        DeliveryQueue queue() {
            return store.deliveries();
        }

        Webhook webhook(EventChoice events) {
            return WebhookSamples.kept(store, account, events);
        }

        /// Makes so many events `subuser.created`.
        void happen(int times) {
            for (int i = 0; i < times; i++) {
                samples.keptSubUser(account, "l" + Samples.ulid().toLowerCase(Locale.ROOT));
            }
        }

        List<DueDelivery> claim(Instant at) {
            return queue().claim(at, ROOM);
        }

        List<Delivery> deliveries(Webhook webhook) {
            return store.webhooks().deliveries(account, webhook.environment(), webhook.id(),
                    new PageRequest(PageRequest.MAX_LIMIT, Optional.empty())).items();
        }

        Webhook again(Webhook webhook) {
            return store.webhooks().find(account, webhook.environment(), webhook.id()).orElseThrow();
        }

        long events() {
            try (Database database = Database.open(config)) {
                return database.read(handle -> handle.select("SELECT COUNT(*) FROM events").mapTo(Long.class).one());
            } catch (StoreUnavailable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void a_change_is_delivered_to_every_webhook_that_wants_it() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook all = scene.webhook(new EventChoice.All());
            Webhook some = scene.webhook(EventChoice.of(EventType.SUBUSER_CREATED));
            scene.webhook(EventChoice.of(EventType.KYC_UPDATED));
            SubUser subUser = scene.samples.keptSubUser(scene.account, "crawler");

            List<DueDelivery> due = scene.claim(NOW);

            assertThat(due).extracting(DueDelivery::webhook).containsExactlyInAnyOrder(all.id(), some.id());
            DueDelivery one = due.getFirst();
            assertThat(one.type()).isEqualTo("subuser.created");
            assertThat(one.event()).startsWith("evt_");
            assertThat(one.body()).isEqualTo("{\"created_at\":\"2026-06-02T10:00:00Z\",\"data\":{\"by\":\"cli\","
                    + "\"subuser\":\"" + subUser.id() + "\"},\"environment\":\"live\",\"id\":\"" + one.event()
                    + "\",\"type\":\"subuser.created\"}");
            assertThat(one.url()).endsWith(".example/hook?x=%20y");
            assertThat(one.secrets().newestFirst()).containsExactly("sealed " + one.webhook());
            assertThat(one.attempts()).isZero();
        }
    }

    @Test
    void an_event_that_nobody_wants_leaves_no_trace() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook disabled = WebhookSamples.webhook(scene.account, new EventChoice.All());
            WebhookSamples.kept(scene.store, disabled.with(disabled.url(), disabled.events(), false, ""));
            WebhookSamples.kept(scene.store,
                    WebhookSamples.webhook(scene.account, Environment.TEST, new EventChoice.All()));
            WebhookSamples.kept(scene.store, scene.samples.account(), new EventChoice.All());

            scene.happen(1);

            assertThat(scene.claim(NOW)).isEmpty();
            assertThat(scene.events()).isZero();
        }
    }

    @Test
    void each_environment_is_told_of_its_own() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            scene.webhook(new EventChoice.All());
            Webhook sandbox = WebhookSamples.kept(scene.store,
                    WebhookSamples.webhook(scene.account, Environment.TEST, new EventChoice.All()));
            scene.samples.kept(Samples.subUser(scene.account, Environment.TEST, "x", Product.RESIDENTIAL));

            assertThat(scene.claim(NOW)).extracting(DueDelivery::webhook).containsExactly(sandbox.id());
        }
    }

    @Test
    void a_change_that_is_refused_is_no_event() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            scene.webhook(new EventChoice.All());
            scene.happen(1);
            SubUser again = Samples.subUser(scene.account, "again");
            scene.samples.kept(again);
            try {
                scene.samples.kept(again);
            } catch (IllegalStateException expected) {
                assertThat(expected).isNotNull();
            }

            assertThat(scene.claim(NOW)).hasSize(2);
        }
    }

    @Test
    void a_claimed_delivery_is_nobody_elses_until_the_claim_ends() throws StoreUnavailable {
        try (Scene scene = new Scene(); Store other = Store.open(scene.config, Samples.IDS, Samples.CLOCK)) {
            scene.webhook(new EventChoice.All());
            scene.happen(1);

            assertThat(scene.claim(NOW)).hasSize(1);

            assertThat(other.deliveries().claim(NOW, ROOM)).isEmpty();
            assertThat(other.deliveries().claim(NOW.plus(DeliveryQueue.CLAIM).minusMillis(1), ROOM)).isEmpty();
            assertThat(other.deliveries().claim(NOW.plus(DeliveryQueue.CLAIM), ROOM)).hasSize(1);
        }
    }

    @Test
    void nodes_that_claim_at_once_never_get_the_same() throws Exception {
        try (Scene scene = new Scene();
                Store other = Store.open(scene.config, Samples.IDS, Samples.CLOCK);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            scene.webhook(new EventChoice.All());
            scene.happen(40);
            List<Callable<List<DueDelivery>>> claims = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Store node = i % 2 == 0 ? scene.store : other;
                claims.add(() -> node.deliveries().claim(NOW, new Room(10, 10, 10, Map.of(), Map.of())));
            }

            List<String> claimed = new ArrayList<>();
            for (Future<List<DueDelivery>> claim : threads.invokeAll(claims)) {
                claim.get().forEach(due -> claimed.add(due.event()));
            }

            assertThat(claimed).doesNotHaveDuplicates().isNotEmpty();
        }
    }

    @Test
    void what_waits_outlives_the_process() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            scene.webhook(new EventChoice.All());
            scene.happen(3);
            scene.store.close();

            try (Store next = Store.open(scene.config, Samples.IDS, Samples.CLOCK)) {
                assertThat(next.deliveries().claim(NOW, ROOM)).hasSize(3);
            }
        }
    }

    @Test
    void a_delivery_that_arrived_is_over() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook webhook = scene.webhook(new EventChoice.All());
            scene.happen(1);
            DueDelivery due = scene.claim(NOW).getFirst();

            scene.queue().delivered(due, OK, NOW);

            assertThat(scene.claim(NOW.plus(Duration.ofDays(9)))).isEmpty();
            assertThat(scene.deliveries(webhook)).containsExactly(new Delivery(due.event(), "subuser.created",
                    State.DELIVERED, 1, Optional.empty(), Optional.of(NOW), Optional.of(OK), NOW));
        }
    }

    @Test
    void a_delivery_that_fails_is_tried_after_5_minutes_2_hours_and_22_hours_and_then_the_webhook_is_disabled()
            throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook webhook = scene.webhook(new EventChoice.All());
            scene.happen(1);
            Instant at = NOW;
            for (Duration pause : List.of(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofHours(22))) {
                scene.queue().failed(scene.claim(at).getFirst(), BAD, at);
                Instant next = at.plus(pause);
                assertThat(scene.deliveries(webhook).getFirst().nextAt()).contains(next);
                assertThat(scene.deliveries(webhook).getFirst().state()).isEqualTo(State.PENDING);
                assertThat(scene.claim(next.minusMillis(1))).isEmpty();
                at = next;
            }
            scene.happen(1);
            DueDelivery last = scene.claim(at).stream().filter(due -> due.attempts() == 3).findFirst().orElseThrow();

            scene.queue().failed(last, BAD, at);

            Webhook after = scene.again(webhook);
            assertThat(after.enabled()).isFalse();
            assertThat(after.stopped()).contains(Webhook.Stop.DELIVERY_FAILED);
            assertThat(scene.deliveries(webhook)).extracting(Delivery::state).containsOnly(State.FAILED);
            assertThat(scene.deliveries(webhook)).extracting(Delivery::attempts).containsExactly(0, 4);
            assertThat(scene.claim(at.plus(Duration.ofDays(9)))).isEmpty();
            AuditEntry entry = scene.store.auditLog()
                    .list(Filter.of(scene.account.value()), 1, OptionalLong.empty()).items().getFirst();
            assertThat(entry.action()).isEqualTo("webhook.disable");
            assertThat(entry.object()).contains(webhook.id().value());
            assertThat(entry.actor()).isEqualTo(Author.SYSTEM.actor());
            assertThat(entry.after()).contains("{\"enabled\":false,\"stopped\":\"delivery_failed\"}");
        }
    }

    @Test
    void a_delivery_that_arrives_late_is_noted_once() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook webhook = scene.webhook(new EventChoice.All());
            scene.happen(1);
            DueDelivery first = scene.claim(NOW).getFirst();
            DueDelivery second = scene.claim(NOW.plus(DeliveryQueue.CLAIM)).getFirst();

            scene.queue().delivered(second, OK, NOW.plus(DeliveryQueue.CLAIM));
            scene.queue().failed(first, BAD, NOW.plus(DeliveryQueue.CLAIM));
            scene.queue().delivered(first, OK, NOW.plus(DeliveryQueue.CLAIM));

            assertThat(scene.deliveries(webhook)).extracting(Delivery::attempts).containsExactly(1);
            scene.happen(1);
            assertThat(scene.claim(NOW.plus(DeliveryQueue.CLAIM))).hasSize(1);
        }
    }

    @Test
    void a_webhook_that_works_again_begins_anew() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook webhook = scene.webhook(new EventChoice.All());
            scene.happen(2);
            change(scene, webhook, one -> one.with(one.url(), one.events(), false, ""));
            assertThat(scene.claim(NOW)).isEmpty();
            assertThat(scene.deliveries(webhook)).extracting(Delivery::state).containsOnly(State.FAILED);
            scene.happen(1);

            change(scene, webhook, one -> one.with(one.url(), one.events(), true, ""));
            scene.happen(1);

            assertThat(scene.claim(NOW)).hasSize(1);
        }
    }

    private static void change(Scene scene, Webhook webhook, UnaryOperator<Webhook> change) {
        scene.store.webhooks().update(Samples.AUTHOR, scene.account, webhook.environment(), webhook.id(),
                OptionalLong.empty(), NOW, change);
    }

    @Test
    void there_is_room_for_a_few_of_each_webhook_and_account() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook slow = scene.webhook(new EventChoice.All());
            Webhook quick = scene.webhook(new EventChoice.All());
            AccountId other = scene.samples.account();
            Webhook theirs = WebhookSamples.kept(scene.store, other, new EventChoice.All());
            scene.happen(30);
            scene.samples.keptSubUser(other, "x");

            List<DueDelivery> first = scene.queue().claim(NOW, new Room(100, 4, 6, Map.of(), Map.of()));
            List<DueDelivery> second = scene.queue().claim(NOW,
                    new Room(100, 4, 6, Map.of(slow.id(), 4), Map.of(scene.account, 4)));

            assertThat(first).hasSize(7);
            assertThat(of(slow.id(), first)).isLessThanOrEqualTo(4);
            assertThat(of(quick.id(), first)).isBetween(2L, 4L);
            assertThat(of(theirs.id(), first)).isEqualTo(1);
            assertThat(of(slow.id(), second)).isZero();
            assertThat(of(quick.id(), second)).isEqualTo(2);
            assertThat(scene.queue().claim(NOW, new Room(3, 100, 100, Map.of(), Map.of()))).hasSize(3);
        }
    }

    @Test
    void with_little_room_all_webhooks_get_their_turn() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            for (int i = 0; i < 5; i++) {
                scene.webhook(new EventChoice.All());
            }
            scene.happen(10);

            Set<WebhookId> served = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                scene.queue().claim(NOW, new Room(1, 4, 8, Map.of(), Map.of()))
                        .forEach(due -> served.add(due.webhook()));
            }

            assertThat(served).hasSize(5);
        }
    }

    private static long of(WebhookId webhook, List<DueDelivery> claimed) {
        return claimed.stream().filter(due -> due.webhook().equals(webhook)).count();
    }

    @Test
    void the_latest_200_are_kept_to_look_at_and_what_waits_is_kept_too() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook webhook = scene.webhook(new EventChoice.All());
            scene.happen(1);
            DueDelivery oldest = scene.claim(NOW).getFirst();
            scene.happen(Delivery.SHOWN + 5);
            scene.claim(NOW).forEach(due -> scene.queue().delivered(due, OK, NOW));

            assertThat(scene.deliveries(webhook)).hasSize(Delivery.SHOWN)
                    .extracting(Delivery::event).isSortedAccordingTo((a, b) -> b.compareTo(a))
                    .doesNotContain(oldest.event());
            assertThat(scene.events()).isEqualTo(Delivery.SHOWN + 1L);
            assertThat(scene.claim(NOW.plus(DeliveryQueue.CLAIM))).extracting(DueDelivery::event)
                    .containsExactly(oldest.event());
        }
    }

    @Test
    void a_webhook_that_falls_too_far_behind_is_disabled() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook webhook = scene.webhook(new EventChoice.All());
            try (Database database = Database.open(scene.config)) {
                database.write(handle -> handle.execute("UPDATE webhooks SET waiting = ?", Delivery.MOST_WAITING - 1));
            }

            scene.happen(1);
            assertThat(scene.again(webhook).enabled()).isTrue();
            scene.happen(1);

            assertThat(scene.again(webhook).stopped()).contains(Webhook.Stop.TOO_FAR_BEHIND);
            assertThat(scene.deliveries(webhook)).extracting(Delivery::state).containsExactly(State.FAILED);
            assertThat(scene.store.auditLog().verify().ok()).isTrue();
        }
    }

    @Test
    void with_a_webhook_goes_what_was_kept_for_it_alone() throws StoreUnavailable {
        try (Scene scene = new Scene()) {
            Webhook gone = scene.webhook(new EventChoice.All());
            Webhook stays = scene.webhook(EventChoice.of(EventType.SUBUSER_CREATED));
            scene.happen(2);
            scene.store.subUsers().list(scene.account, Environment.LIVE,
                    SubUserFilter.ALL, new PageRequest(1, Optional.empty())).items()
                    .forEach(one -> scene.store.subUsers().delete(Samples.AUTHOR, scene.account, Environment.LIVE,
                            one.id(), OptionalLong.empty(), NOW));
            assertThat(scene.events()).isEqualTo(3);

            scene.store.webhooks().delete(Samples.AUTHOR, scene.account, Environment.LIVE, gone.id(),
                    OptionalLong.empty());

            assertThat(scene.events()).isEqualTo(2);
            Set<WebhookId> left = new HashSet<>();
            scene.claim(NOW).forEach(due -> left.add(due.webhook()));
            assertThat(left).containsExactly(stays.id());
        }
    }
}
