package dev.tollgate.store.ledger;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class LedgerTest {
    @Nested
    class OnSqlite extends LedgerContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends LedgerContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
