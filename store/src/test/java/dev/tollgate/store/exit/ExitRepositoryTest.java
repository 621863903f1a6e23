package dev.tollgate.store.exit;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class ExitRepositoryTest {
    @Nested
    class OnSqlite extends ExitRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends ExitRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
