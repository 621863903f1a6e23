package dev.tollgate.store.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog.Filter;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.webhook.EventChoice;
import dev.tollgate.domain.webhook.SealedSecrets;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.domain.webhook.WebhookRepository;
import dev.tollgate.domain.webhook.WebhookRepository.Deletion;
import dev.tollgate.domain.webhook.WebhookRepository.Update;
import dev.tollgate.store.Samples;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

abstract class WebhookRepositoryContract extends StoreTest {
    private static final OptionalLong ANY_VERSION = OptionalLong.empty();
    private static final Instant LATER = Samples.NOW.plus(Duration.ofHours(1));

    WebhookRepositoryContract(TestDatabase database) {
        super(database);
    }

    private WebhookRepository webhooks() {
        return store().webhooks();
    }

    private Webhook kept() {
        return WebhookSamples.kept(store(), samples().account(),
                EventChoice.of(EventType.KYC_UPDATED, EventType.SUBUSER_CREATED));
    }

    private Optional<Webhook> find(Webhook webhook) {
        return webhooks().find(webhook.account(), webhook.environment(), webhook.id());
    }

    private SealedSecrets secrets(Webhook webhook, Instant now) {
        return webhooks().secrets(webhook.account(), webhook.environment(), webhook.id(), now).orElseThrow();
    }

    @Test
    void a_webhook_comes_back_as_it_was_kept_also_after_a_restart() throws StoreUnavailable {
        Webhook some = kept();
        Webhook all = WebhookSamples.kept(store(), samples().account(), new EventChoice.All());

        reopened();

        assertThat(find(some)).contains(some);
        assertThat(find(all)).contains(all);
        assertThat(secrets(some, Samples.NOW)).isEqualTo(new SealedSecrets(List.of("sealed " + some.id())));
    }

    @Test
    void another_account_or_environment_has_no_such_webhook() {
        Webhook webhook = kept();
        AccountId other = samples().account();
        WebhookId id = webhook.id();

        assertThat(webhooks().find(other, Environment.LIVE, id)).isEmpty();
        assertThat(webhooks().find(webhook.account(), Environment.TEST, id)).isEmpty();
        assertThat(webhooks().update(Samples.AUTHOR, other, Environment.LIVE, id, ANY_VERSION, LATER,
                one -> one.stop(Webhook.Stop.DELIVERY_FAILED))).isEqualTo(new Update.Missing());
        assertThat(webhooks().rotate(Samples.AUTHOR, other, Environment.LIVE, id, "x", LATER))
                .isEqualTo(new Update.Missing());
        assertThat(webhooks().delete(Samples.AUTHOR, other, Environment.LIVE, id, ANY_VERSION))
                .isEqualTo(Deletion.MISSING);
        assertThat(webhooks().secrets(other, Environment.LIVE, id, LATER)).isEmpty();
        assertThat(find(webhook)).contains(webhook);
    }

    @Test
    void a_list_shows_the_newest_first_in_pages() {
        AccountId account = samples().account();
        List<Webhook> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.addFirst(WebhookSamples.kept(store(), account, new EventChoice.All()));
        }
        WebhookSamples.kept(store(), WebhookSamples.webhook(account, Environment.TEST, new EventChoice.All()));

        var first = webhooks().list(account, Environment.LIVE, new PageRequest(2, Optional.empty()));
        var second = webhooks().list(account, Environment.LIVE,
                new PageRequest(2, Optional.of(made.get(1).id().value())));

        assertThat(first.items()).isEqualTo(made.subList(0, 2));
        assertThat(first.more()).isTrue();
        assertThat(second.items()).isEqualTo(made.subList(2, 3));
        assertThat(second.more()).isFalse();
    }

    @Test
    void an_account_has_no_more_than_it_may_also_when_all_come_at_once() throws Exception {
        AccountId account = samples().account();
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            attempts.add(() -> webhooks().insert(Samples.AUTHOR,
                    WebhookSamples.webhook(account, new EventChoice.All()), "sealed", 3));
        }
        int kept = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                kept += attempt.get() ? 1 : 0;
            }
        }

        assertThat(kept).isEqualTo(3);
    }

    @Test
    void a_change_counts_the_version_up_and_an_equal_value_does_not() {
        Webhook webhook = kept();

        Update changed = webhooks().update(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(),
                OptionalLong.of(1), LATER, one -> one.with("https://other.example/", new EventChoice.All(), false, ""));

        Webhook after = webhook.with("https://other.example/", new EventChoice.All(), false, "").changed(LATER);
        assertThat(changed).isEqualTo(new Update.Updated(after));
        assertThat(find(webhook)).contains(after);
        assertThat(webhooks().update(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(),
                ANY_VERSION, LATER, same -> same)).isEqualTo(new Update.Updated(after));
        assertThat(webhooks().update(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(),
                OptionalLong.of(1), LATER, same -> same)).isEqualTo(new Update.OtherVersion(2));
    }

    @Test
    void every_replaced_secret_signs_along_for_its_own_24_hours() {
        Webhook webhook = kept();
        String first = "sealed " + webhook.id();
        Instant second = Samples.NOW.plus(Duration.ofHours(10));

        webhooks().rotate(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(), "b", Samples.NOW);
        webhooks().rotate(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(), "c", second);

        assertThat(secrets(webhook, second).newestFirst()).containsExactly("c", "b", first);
        Instant endOfFirst = Samples.NOW.plus(WebhookRepository.GRACE);
        assertThat(secrets(webhook, endOfFirst.minusMillis(1)).newestFirst()).containsExactly("c", "b", first);
        assertThat(secrets(webhook, endOfFirst).newestFirst()).containsExactly("c", "b");
        assertThat(secrets(webhook, second.plus(WebhookRepository.GRACE)).newestFirst()).containsExactly("c");
        assertThat(find(webhook).orElseThrow().rotation())
                .contains(new Webhook.Rotation(second, second.plus(WebhookRepository.GRACE)));
        assertThat(find(webhook).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void however_often_it_is_rotated_few_secrets_sign() {
        Webhook webhook = kept();
        for (int i = 0; i < 20; i++) {
            webhooks().rotate(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(), "s" + i,
                    Samples.NOW);
        }

        assertThat(secrets(webhook, Samples.NOW).newestFirst()).hasSize(9).startsWith("s19", "s18");
    }

    @Test
    void a_deleted_webhook_is_gone() {
        Webhook webhook = kept();

        assertThat(webhooks().delete(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(),
                OptionalLong.of(2))).isEqualTo(Deletion.OTHER_VERSION);
        assertThat(webhooks().delete(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(),
                OptionalLong.of(1))).isEqualTo(Deletion.DELETED);

        assertThat(find(webhook)).isEmpty();
    }

    @Test
    void each_change_leaves_an_audit_entry_and_no_secret_in_it() {
        Webhook webhook = kept();
        webhooks().rotate(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(), "sealed2", LATER);
        webhooks().update(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(), ANY_VERSION, LATER,
                one -> one.with(one.url(), one.events(), false, one.description()));
        webhooks().delete(Samples.AUTHOR, webhook.account(), webhook.environment(), webhook.id(), ANY_VERSION);

        List<AuditEntry> log = store().auditLog()
                .list(Filter.of(webhook.account().value()), 10, OptionalLong.empty()).items();
        assertThat(log).extracting(AuditEntry::action).startsWith("webhook.delete", "webhook.update",
                "webhook.rotate_secret", "webhook.create");
        assertThat(log.get(1).after()).contains("{\"enabled\":false}");
        assertThat(log).noneMatch(entry -> entry.canonical().contains("sealed"));
    }
}
