package dev.tollgate.store.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/// The table `webhook_deliveries`, with what `events` says of them.
final class DeliveryTable {
    private final Handle handle;

    DeliveryTable(Handle handle) {
        this.handle = handle;
    }

    void insert(WebhookId webhook, String event, Instant now) {
        handle.execute("""
                INSERT INTO webhook_deliveries (webhook, event, state, attempts, next_at)
                VALUES (?, ?, 'pending', 0, ?)""", webhook.value(), event, now.toEpochMilli());
    }

    /// A delivery whose time has come, before anybody has claimed it.
    ///
    /// @param nextAt by which a later claim tells that it is the first
    record Due(WebhookId webhook, AccountId account, String url, String event, String type, String body, int attempts,
            long nextAt) {}

    /// A webhook of which something is due.
    record DueWebhook(WebhookId id, AccountId account, String url) {}

    /// Begins with the webhooks that are waited for, so that the many deliveries of one are not walked through.
    List<DueWebhook> dueWebhooks(Instant now) {
        return handle.select("""
                SELECT id, account, url
                FROM webhooks
                WHERE waiting > 0 AND EXISTS (
                    SELECT 1 FROM webhook_deliveries WHERE webhook = webhooks.id AND next_at <= ?)
                ORDER BY id""", now.toEpochMilli())
                .map((row, _) -> new DueWebhook(new WebhookId(row.getString("id")),
                        new AccountId(row.getString("account")), row.getString("url")))
                .list();
    }

    /// Those of a webhook, the longest due first.
    List<Due> due(DueWebhook webhook, Instant now, int atMost) {
        return handle.select("""
                SELECT d.event, e.type, e.body, d.attempts, d.next_at
                FROM webhook_deliveries d
                CROSS JOIN events e
                WHERE d.webhook = ? AND d.next_at <= ? AND e.id = d.event
                ORDER BY d.next_at, d.event
                LIMIT ?""", webhook.id().value(), now.toEpochMilli(), atMost)
                .map((row, _) -> new Due(webhook.id(), webhook.account(), webhook.url(), row.getString("event"),
                        row.getString("type"), row.getString("body"), row.getInt("attempts"), row.getLong("next_at")))
                .list();
    }

    /// @return whether it was still to be claimed
    boolean claim(Due due, Instant until) {
        return handle.execute(
                "UPDATE webhook_deliveries SET next_at = ? WHERE webhook = ? AND event = ? AND next_at = ?",
                until.toEpochMilli(), due.webhook().value(), due.event(), due.nextAt()) == 1;
    }

    /// Notes an attempt.
    ///
    /// @param next when the next one is; none if this was the last
    /// @return whether it was pending: another node may have been faster, or the webhook disabled meanwhile
    boolean tried(WebhookId webhook, String event, Delivery.State state, AttemptOutcome outcome, Instant now,
            Optional<Instant> next) {
        return handle.createUpdate("""
                UPDATE webhook_deliveries
                SET state = :state, attempts = attempts + 1, next_at = :next, last_at = :now, last_status = :status,
                    last_error = :error, last_took = :took
                WHERE webhook = :webhook AND event = :event AND state = 'pending'""")
                .bind("state", state.word())
                .bind("next", next.map(Instant::toEpochMilli))
                .bind("now", now.toEpochMilli())
                .bind("status", outcome.status().isPresent()
                        ? Optional.of(outcome.status().getAsInt())
                        : Optional.<Integer>empty())
                .bind("error", outcome.error())
                .bind("took", outcome.took().toMillis())
                .bind("webhook", webhook.value())
                .bind("event", event)
                .execute() == 1;
    }

    /// What waits has failed.
    void giveUp(WebhookId webhook) {
        handle.execute("""
                UPDATE webhook_deliveries
                SET state = 'failed', next_at = NULL, last_error = 'The webhook was disabled.'
                WHERE webhook = ? AND state = 'pending'""", webhook.value());
    }

    List<Delivery> latest(WebhookId webhook, PageRequest page, int limit) {
        return handle.createQuery("""
                SELECT event, type, state, attempts, next_at, last_at, last_status, last_error, last_took, at
                FROM (
                    SELECT d.*, e.type, e.at
                    FROM webhook_deliveries d
                    JOIN events e ON e.id = d.event
                    WHERE d.webhook = :webhook
                    ORDER BY d.event DESC
                    LIMIT :shown) AS latest
                WHERE event < :before
                ORDER BY event DESC
                LIMIT :limit""")
                .bind("webhook", webhook.value()).bind("shown", Delivery.SHOWN)
                .bind("before", page.before().orElse("~")).bind("limit", limit)
                .map((row, _) -> delivery(row)).list();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Optional<Instant> lastAt = Columns.optionalMoment(row, "last_at");
        int status = row.getInt("last_status");
        OptionalInt answered = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
        Optional<String> error = Columns.optionalText(row, "last_error");
        Duration took = Duration.ofMillis(row.getLong("last_took"));
        boolean told = lastAt.isPresent() || error.isPresent();
        return new Delivery(row.getString("event"), row.getString("type"),
                Columns.constant(Delivery.State.class, row, "state"), row.getInt("attempts"),
                Columns.optionalMoment(row, "next_at"), lastAt,
                told ? Optional.of(new AttemptOutcome(answered, error, took)) : Optional.empty(),
                Columns.moment(row, "at"));
    }

    /// Removes those that are over, all but the latest.
    ///
    /// @return their events
    List<String> trim(WebhookId webhook) {
        return handle.select("""
                DELETE FROM webhook_deliveries
                WHERE webhook = ? AND next_at IS NULL AND event < (
                    SELECT MIN(event)
                    FROM (
                        SELECT event
                        FROM webhook_deliveries
                        WHERE webhook = ? AND next_at IS NULL
                        ORDER BY event DESC
                        LIMIT ?) AS latest)
                RETURNING event""", webhook.value(), webhook.value(), Delivery.SHOWN).mapTo(String.class).list();
    }

    List<String> eventsOf(WebhookId webhook) {
        return handle.select("SELECT event FROM webhook_deliveries WHERE webhook = ?", webhook.value())
                .mapTo(String.class).list();
    }
}
