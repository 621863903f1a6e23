package dev.tollgate.store.webhook;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class DeliveryQueueTest {
    @Nested
    class OnSqlite extends DeliveryQueueContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends DeliveryQueueContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
