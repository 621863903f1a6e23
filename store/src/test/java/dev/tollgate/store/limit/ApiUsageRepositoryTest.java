package dev.tollgate.store.limit;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class ApiUsageRepositoryTest {
    @Nested
    class OnSqlite extends ApiUsageRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends ApiUsageRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
