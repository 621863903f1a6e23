package dev.tollgate.store.node;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class NodeRepositoryTest {
    @Nested
    class OnSqlite extends NodeRepositoryContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends NodeRepositoryContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
