package dev.tollgate.store.plan;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class PlanRepositoryTest {
    @Nested
    class OnSqlite extends PlanRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends PlanRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
