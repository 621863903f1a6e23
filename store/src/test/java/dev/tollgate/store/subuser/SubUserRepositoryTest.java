package dev.tollgate.store.subuser;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class SubUserRepositoryTest {
    @Nested
    class OnSqlite extends SubUserRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends SubUserRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
