package dev.tollgate.store.webhook;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.webhook.EventChoice;
import dev.tollgate.domain.webhook.Webhook;
import dev.tollgate.domain.webhook.WebhookId;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Conditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The table `webhooks`.
final class WebhookTable {
    private static final String SELECT = """
            SELECT id, account, environment, url, events, enabled, stopped, description, rotated_at, old_until, created_at,
                updated_at, version
            FROM webhooks
            """;

    private final Handle handle;

    WebhookTable(Handle handle) {
        this.handle = handle;
    }

    Optional<Webhook> find(AccountId account, Environment environment, WebhookId id) {
        return handle.select(SELECT + "WHERE id = ? AND account = ? AND environment = ?", id.value(), account.value(),
                Columns.word(environment)).map((row, _) -> webhook(row)).findOne();
    }

    /// Whosever it is.
    Optional<Webhook> find(WebhookId id) {
        return handle.select(SELECT + "WHERE id = ?", id.value()).map((row, _) -> webhook(row)).findOne();
    }

    List<Webhook> list(AccountId account, Environment environment, PageRequest page, int limit) {
        Conditions conditions = new Conditions().and("account = :account", "account", Optional.of(account.value()))
                .and("environment = :environment", "environment", Optional.of(Columns.word(environment)))
                .and("id < :before", "before", page.before());
        return handle.createQuery(SELECT + "WHERE " + conditions.sql() + " ORDER BY id DESC LIMIT :limit")
                .bindMap(conditions.values()).bind("limit", limit).map((row, _) -> webhook(row)).list();
    }

    int count(AccountId account, Environment environment) {
        return handle.select("SELECT COUNT(*) FROM webhooks WHERE account = ? AND environment = ?", account.value(),
                Columns.word(environment)).mapTo(Integer.class).one();
    }

    /// A webhook that is told of events, and how many deliveries wait for it.
    record Listener(Webhook webhook, int waiting) {}

    List<Listener> listening(AccountId account, Environment environment) {
        return handle.select("""
                SELECT id, account, environment, url, events, enabled, stopped, description, rotated_at, old_until,
                    created_at, updated_at, version, waiting
                FROM webhooks
                WHERE account = ? AND environment = ? AND enabled""", account.value(), Columns.word(environment))
                .map((row, _) -> new Listener(webhook(row), row.getInt("waiting"))).list();
    }

    void insert(Webhook webhook) {
        bound(webhook, handle.createUpdate("""
                INSERT INTO webhooks (id, account, environment, url, events, enabled, stopped, description, rotated_at,
                    old_until, waiting, created_at, updated_at, version)
                VALUES (:id, :account, :environment, :url, :events, :enabled, :stopped, :description, :rotatedAt,
                    :oldUntil, 0, :createdAt, :updatedAt, :version)"""))
                .bind("account", webhook.account().value())
                .bind("environment", Columns.word(webhook.environment()))
                .bind("createdAt", webhook.createdAt().toEpochMilli())
                .execute();
    }

    void update(Webhook webhook) {
        bound(webhook, handle.createUpdate("""
                UPDATE webhooks
                SET url = :url, events = :events, enabled = :enabled, stopped = :stopped, description = :description,
                    rotated_at = :rotatedAt, old_until = :oldUntil, updated_at = :updatedAt, version = :version
                WHERE id = :id""")).execute();
    }

    /// @param by how many deliveries more wait for it; fewer if negative
    void wait(WebhookId id, int by) {
        handle.execute("UPDATE webhooks SET waiting = waiting + ? WHERE id = ?", by, id.value());
    }

    void waitForNothing(WebhookId id) {
        handle.execute("UPDATE webhooks SET waiting = 0 WHERE id = ?", id.value());
    }

    void delete(WebhookId id) {
        handle.execute("DELETE FROM webhooks WHERE id = ?", id.value());
    }

    private static Update bound(Webhook webhook, Update update) {
        return update.bind("id", webhook.id().value())
                .bind("url", webhook.url())
                .bind("events", String.join(" ", webhook.events().words()))
                .bind("enabled", webhook.enabled())
                .bind("stopped", webhook.stopped().map(Columns::word))
                .bind("description", webhook.description())
                .bind("rotatedAt", webhook.rotation().map(rotation -> rotation.rotatedAt().toEpochMilli()))
                .bind("oldUntil", webhook.rotation().map(rotation -> rotation.oldUntil().toEpochMilli()))
                .bind("updatedAt", webhook.updatedAt().toEpochMilli())
                .bind("version", webhook.version());
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        Optional<Instant> oldUntil = Columns.optionalMoment(row, "old_until");
        Optional<Webhook.Rotation> rotation = Columns.optionalMoment(row, "rotated_at")
                .flatMap(at -> oldUntil.map(until -> new Webhook.Rotation(at, until)));
        Optional<Webhook.Stop> stopped = Columns.optionalText(row, "stopped").isPresent()
                ? Optional.of(Columns.constant(Webhook.Stop.class, row, "stopped"))
                : Optional.empty();
        return new Webhook(new WebhookId(row.getString("id")), new AccountId(row.getString("account")),
                Columns.constant(Environment.class, row, "environment"), row.getString("url"),
                EventChoice.of(List.of(row.getString("events").split(" ", -1))), row.getBoolean("enabled"), stopped,
                row.getString("description"), rotation, Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"), row.getLong("version"));
    }
}
