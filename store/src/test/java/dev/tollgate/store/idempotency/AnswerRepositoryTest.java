package dev.tollgate.store.idempotency;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class AnswerRepositoryTest {
    @Nested
    class OnSqlite extends AnswerRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends AnswerRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
