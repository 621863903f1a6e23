package dev.tollgate.store.token;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class TokenRepositoryTest {
    @Nested
    class KeptOnSqlite extends TokenRepositoryContract {
        KeptOnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class ChangedOnSqlite extends TokenChangesContract {
        ChangedOnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class UsedOnSqlite extends TokenUseContract {
        UsedOnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class KeptOnPostgresql extends TokenRepositoryContract {
        KeptOnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    @Nested
    class ChangedOnPostgresql extends TokenChangesContract {
        ChangedOnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    @Nested
    class UsedOnPostgresql extends TokenUseContract {
        UsedOnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
