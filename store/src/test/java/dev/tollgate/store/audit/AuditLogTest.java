package dev.tollgate.store.audit;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class AuditLogTest {
    @Nested
    class OnSqlite extends AuditLogContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends AuditLogContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
