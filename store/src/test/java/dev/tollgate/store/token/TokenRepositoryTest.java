package dev.tollgate.store.token;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class TokenRepositoryTest {
    @Nested
    class OnSqlite extends TokenRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends TokenRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
