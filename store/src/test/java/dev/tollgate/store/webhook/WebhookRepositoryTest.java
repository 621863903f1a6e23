package dev.tollgate.store.webhook;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class WebhookRepositoryTest {
    @Nested
    class OnSqlite extends WebhookRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends WebhookRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
