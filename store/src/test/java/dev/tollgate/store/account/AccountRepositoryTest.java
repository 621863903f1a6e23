package dev.tollgate.store.account;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class AccountRepositoryTest {
    @Nested
    class OnSqlite extends AccountRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends AccountRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
