package dev.tollgate.store.webhook;

import dev.tollgate.domain.webhook.SealedSecrets;
import dev.tollgate.domain.webhook.WebhookId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table `webhook_secrets`; position 0 is the one in force, 1 the one it replaced, and so on.
final class WebhookSecretTable {
    /// So many replaced ones are kept: a header of signatures has an end.
    private static final int MOST_REPLACED = 8;

    private final Handle handle;

    WebhookSecretTable(Handle handle) {
        this.handle = handle;
    }

    SealedSecrets of(WebhookId webhook, Instant now) {
        return new SealedSecrets(handle.select("""
                SELECT sealed
                FROM webhook_secrets
                WHERE webhook = ? AND (valid_until IS NULL OR valid_until > ?)
                ORDER BY position""", webhook.value(), now.toEpochMilli()).mapTo(String.class).list());
    }

    void insertFirst(WebhookId webhook, String sealed) {
        handle.execute("INSERT INTO webhook_secrets (webhook, position, sealed) VALUES (?, 0, ?)", webhook.value(),
                sealed);
    }

    private record Replaced(String sealed, long validUntil) {}

    /// Puts one in force. Those whose time is over go.
    void rotate(WebhookId webhook, String sealed, Instant now, Instant oldUntil) {
        List<Replaced> kept = handle.select("""
                SELECT sealed, COALESCE(valid_until, ?) AS until
                FROM webhook_secrets
                WHERE webhook = ? AND (valid_until IS NULL OR valid_until > ?)
                ORDER BY position
                LIMIT ?""", oldUntil.toEpochMilli(), webhook.value(), now.toEpochMilli(), MOST_REPLACED)
                .map((row, _) -> new Replaced(row.getString("sealed"), row.getLong("until"))).list();
        handle.execute("DELETE FROM webhook_secrets WHERE webhook = ?", webhook.value());
        insertFirst(webhook, sealed);
        for (int place = 0; place < kept.size(); place++) {
            handle.execute("INSERT INTO webhook_secrets (webhook, position, sealed, valid_until) VALUES (?, ?, ?, ?)",
                    webhook.value(), place + 1, kept.get(place).sealed(), kept.get(place).validUntil());
        }
    }
}
