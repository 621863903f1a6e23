package dev.tollgate.store.admission;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class AccessFeedTest {
    @Nested
    class OnSqlite extends AccessFeedContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends AccessFeedContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
