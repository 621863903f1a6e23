package dev.tollgate.store.installation;

import dev.tollgate.store.TestDatabase;
import org.junit.jupiter.api.Nested;

class InstallationTest {
    @Nested
    class OnSqlite extends InstallationContract {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends InstallationContract {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }
}
