package dev.tollgate.app.webhook;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanId;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.target.AllowRule;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.time.MovingClock;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.Delivery.State;
import dev.tollgate.domain.webhook.DeliveryQueue;
import dev.tollgate.domain.webhook.EventChoice;
import dev.tollgate.domain.webhook.ReceiverRules;
import dev.tollgate.domain.webhook.SealedSecrets;
import dev.tollgate.domain.webhook.Signature;
import dev.tollgate.domain.webhook.SigningSecrets;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.domain.webhook.WebhookRepository;
import dev.tollgate.store.Store;
import dev.tollgate.store.database.StoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// From a change to its receiver, over a real store and real sockets, with a clock that the test moves.
class DeliveriesTest {
    private static final Brand BRAND = new Brand("helo_", "X-Helodata-", "hel_live_", "hel_test_", "helodata",
            "helodata",
            "helodata", "Tollgate", Optional.empty(), 7777, Optional.empty());
    private static final Instant START = Instant.parse("2026-06-02T10:00:00Z");
    private static final AccountId ACCOUNT = new AccountId("usr_1");
    private static final Secret SECRET = new Secret("whsec_" + "a".repeat(43));
    private static final ReceiverRules LOOPBACK = new ReceiverRules(new TargetPolicy(
            new TargetRules(Guard.ENFORCE, Set.of(), Set.of(),
                    List.of(new AllowRule.Range(Cidr.parse("127.0.0.1").orElseThrow()))),
            OwnListeners.NONE));

    private final MovingClock clock = new MovingClock(START);
    private final SecureRandom random = new SecureRandom();
    private final Ulids ids = new Ulids(clock, random);
    private final Sealing sealing = new Sealing(new ServerKey(new byte[ServerKey.LENGTH]), random);

    @TempDir
    Path folder;
    private Store store;
    private Node node;

    /// What one node delivers with.
    private final class Node implements AutoCloseable {
        final HttpReceivers receivers = new HttpReceivers(() -> LOOPBACK, (_, _) -> Optional.empty(),
                DeliveriesTest::noTls, () -> BRAND, clock, Duration.ofSeconds(60));
        final Deliveries deliveries;

        Node(DeliveryQueue queue) {
            deliveries = new Deliveries(queue, receivers, sealing, clock);
        }

        void look() {
            deliveries.look();
        }

        @Override
        public void close() {
            deliveries.close();
            receivers.close();
        }
    }

    private static SSLContext noTls() {
        throw new IllegalStateException("nothing here speaks TLS");
    }

    @BeforeEach
    void open() throws Exception {
        store = Store.open(new StoreConfig.Sqlite(folder.resolve("tollgate.db")), ids, clock);
        store.plans().insert(Author.SYSTEM, new PlanId(PlanId.PREFIX + ids.next()), Plan.shipped().getLast(), START);
        account(ACCOUNT);
        node = new Node(store.deliveries());
    }

    private void account(AccountId id) {
        store.accounts().insert(Author.SYSTEM, Account.opened(id, id + "@acme.example", Optional.empty(),
                Plan.shipped().getLast().slug(), false, START));
    }

    @AfterEach
    void close() {
        node.close();
        store.close();
    }

    private Webhook webhook(AccountId account, ScriptedReceiver receiver) {
        WebhookId id = new WebhookId(WebhookId.PREFIX + ids.next());
        Webhook webhook = new Webhook(id, account, Environment.LIVE, "http://127.0.0.1:" + receiver.port() + "/" + id,
                new EventChoice.All(), true, Optional.empty(), "", Optional.empty(), START, START, 1);
        store.webhooks().insert(Author.SYSTEM, webhook, SealedSecrets.seal(SECRET, id, sealing), 20);
        return webhook;
    }

    /// Makes an event of the account.
    private void happen(AccountId account) {
        store.accounts().update(Author.SYSTEM, account, OptionalLong.empty(),
                before -> before.status() == AccountStatus.ACTIVE
                        ? before.suspended(Optional.empty())
                        : before.active());
    }

    private List<Delivery> deliveries(Webhook webhook) {
        return store.webhooks().deliveries(webhook.account(), Environment.LIVE, webhook.id(),
                new PageRequest(200, Optional.empty())).items();
    }

    private void awaitAttempts(Webhook webhook, int attempts) {
        await().until(() -> deliveries(webhook).getFirst().attempts() == attempts);
    }

    @Test
    void an_event_arrives_signed() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            Webhook webhook = webhook(ACCOUNT, receiver);
            happen(ACCOUNT);

            node.look();

            await().until(() -> deliveries(webhook).getFirst().state() == State.DELIVERED);
            ScriptedReceiver.Received request = receiver.received().getFirst();
            assertThat(request.header("X-Helodata-Event")).isEqualTo("account.suspended");
            assertThat(request.header("X-Helodata-Signature"))
                    .isEqualTo(Signature.of(request.body(), START, new SigningSecrets(List.of(SECRET))));
            assertThat(request.body()).contains("\"data\":{\"account\":\"usr_1\",\"by\":\"system\"}");
        }
    }

    @Test
    void a_replaced_secret_signs_along_for_24_hours() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            Webhook webhook = webhook(ACCOUNT, receiver);
            Secret next = new Secret("whsec_" + "b".repeat(43));
            store.webhooks().rotate(Author.SYSTEM, ACCOUNT, Environment.LIVE, webhook.id(),
                    SealedSecrets.seal(next, webhook.id(), sealing), START);
            happen(ACCOUNT);
            node.look();
            await().until(() -> receiver.received().size() == 1);
            clock.move(WebhookRepository.GRACE);
            happen(ACCOUNT);
            node.look();
            await().until(() -> receiver.received().size() == 2);

            ScriptedReceiver.Received both = receiver.received().getFirst();
            ScriptedReceiver.Received one = receiver.received().getLast();
            assertThat(both.header("X-Helodata-Signature")).isEqualTo(
                    Signature.of(both.body(), START, new SigningSecrets(List.of(next, SECRET))));
            assertThat(one.header("X-Helodata-Signature")).isEqualTo(Signature.of(one.body(),
                    START.plus(WebhookRepository.GRACE), new SigningSecrets(List.of(next))));
        }
    }

    @Test
    void what_fails_is_tried_again_by_the_schedule_until_the_webhook_is_disabled() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            receiver.script(ScriptedReceiver.answering("HTTP/1.1 503 Later\r\n\r\n"));
            Webhook webhook = webhook(ACCOUNT, receiver);
            happen(ACCOUNT);

            node.look();
            awaitAttempts(webhook, 1);
            int attempts = 1;
            for (Duration pause : List.of(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofHours(22))) {
                clock.move(pause.minusMillis(1));
                node.look();
                assertThat(receiver.received()).hasSize(attempts);
                clock.move(Duration.ofMillis(1));
                node.look();
                attempts++;
                awaitAttempts(webhook, attempts);
            }

            await().until(() -> !store.webhooks().find(ACCOUNT, Environment.LIVE, webhook.id()).orElseThrow()
                    .enabled());
            assertThat(deliveries(webhook).getFirst().state()).isEqualTo(State.FAILED);
            assertThat(deliveries(webhook).getFirst().last().orElseThrow().error())
                    .contains("The receiver answered 503.");
            assertThat(receiver.received()).hasSize(4).extracting(ScriptedReceiver.Received::body)
                    .containsOnly(receiver.received().getFirst().body());
        }
    }

    @Test
    void a_receiver_that_is_back_gets_what_it_missed() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            receiver.script(ScriptedReceiver.answering("HTTP/1.1 503 Later\r\n\r\n"));
            Webhook webhook = webhook(ACCOUNT, receiver);
            happen(ACCOUNT);
            node.look();
            awaitAttempts(webhook, 1);
            receiver.script(ScriptedReceiver.OK);

            clock.move(Duration.ofMinutes(5));
            node.look();

            awaitAttempts(webhook, 2);
            assertThat(deliveries(webhook).getFirst().state()).isEqualTo(State.DELIVERED);
        }
    }

    @Test
    void a_slow_receiver_keeps_nobody_else_waiting() throws Exception {
        AccountId other = new AccountId("usr_2");
        account(other);
        CountDownLatch enough = new CountDownLatch(1);
        try (ScriptedReceiver slow = ScriptedReceiver.plain(); ScriptedReceiver quick = ScriptedReceiver.plain()) {
            slow.script((caller, out) -> {
                enough.await();
                ScriptedReceiver.OK.answer(caller, out);
            });
            for (int i = 0; i < 5; i++) {
                webhook(ACCOUNT, slow);
            }
            webhook(other, quick);
            for (int i = 0; i < 20; i++) {
                happen(ACCOUNT);
            }
            node.look();
            await().until(() -> slow.received().size() == Deliveries.PER_ACCOUNT);
            happen(other);

            node.look();

            await().until(() -> quick.received().size() == 1);
            assertThat(slow.received()).hasSize(Deliveries.PER_ACCOUNT);
            enough.countDown();
            await().untilAsserted(() -> {
                node.look();
                assertThat(slow.received()).hasSize(100);
            });
        }
    }

    @Test
    void what_a_node_had_claimed_when_it_died_is_delivered_by_another() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            receiver.script((caller, _) -> never.await());
            Webhook webhook = webhook(ACCOUNT, receiver);
            happen(ACCOUNT);
            node.look();
            await().until(() -> receiver.received().size() == 1);
            receiver.script(ScriptedReceiver.OK);

            try (Store elsewhere = Store.open(new StoreConfig.Sqlite(folder.resolve("tollgate.db")), ids, clock);
                    Node next = new Node(elsewhere.deliveries())) {
                next.look();
                assertThat(receiver.received()).hasSize(1);
                clock.move(DeliveryQueue.CLAIM);
                next.look();
                await().until(() -> deliveries(webhook).getFirst().state() == State.DELIVERED);
            }

            assertThat(receiver.received()).hasSize(2);
            assertThat(receiver.received().getFirst().body()).isEqualTo(receiver.received().getLast().body());
            never.countDown();
        }
    }

    @Test
    void a_secret_that_cannot_be_opened_is_a_failure_like_any_other() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            Webhook webhook = webhook(ACCOUNT, receiver);
            store.webhooks().rotate(Author.SYSTEM, ACCOUNT, Environment.LIVE, webhook.id(), "nothing sealed", START);
            happen(ACCOUNT);

            node.look();

            awaitAttempts(webhook, 1);
            assertThat(deliveries(webhook).getFirst().last().orElseThrow().error())
                    .contains("Tollgate could not send it.");
            assertThat(deliveries(webhook).getFirst().nextAt()).contains(START.plus(Duration.ofMinutes(5)));
            assertThat(receiver.accepted()).isZero();
        }
    }

    @Test
    void by_itself_it_looks_often() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            webhook(ACCOUNT, receiver);
            node.deliveries.start();

            happen(ACCOUNT);

            await().until(() -> receiver.received().size() == 1);
        }
    }
}
