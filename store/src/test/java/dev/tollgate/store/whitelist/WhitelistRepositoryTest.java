package dev.tollgate.store.whitelist;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class WhitelistRepositoryTest {
    @Nested
    class OnSqlite extends WhitelistRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends WhitelistRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
