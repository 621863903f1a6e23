package dev.tollgate.store.database;

import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresqlOpeningTest {
    private PostgresqlConfig config;

    @BeforeEach
    void freshDatabase() {
        config = (PostgresqlConfig) TestDatabase.POSTGRESQL.fresh(Path.of(""));
    }

    private static void refused(PostgresqlConfig config, String problem) {
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> Store.open(config, Samples.IDS,
                Samples.CLOCK))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(problem).endsWith(".")
                        .doesNotContain("\n", "Exception", config.password().reveal() + "@"));
    }

    private PostgresqlConfig at(int port, String database, String user) {
        return new PostgresqlConfig(config.host(), port, database, user, config.password(), Map.of());
    }

    @Test
    void a_server_that_is_not_there_is_named() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        refused(at(closed, config.database(), config.user()), "PostgreSQL at localhost:" + closed
                + " cannot be reached");
    }

    @Test
    void a_user_that_the_server_refuses_is_named() {
        refused(at(config.port(), config.database(), "nobody"), "refused the user nobody");
    }

    @Test
    void a_missing_database_is_named() {
        refused(at(config.port(), "missing", config.user()), "has no database missing");
    }

    @Test
    void an_unknown_option_is_named() {
        refused(new PostgresqlConfig(config.host(), config.port(), config.database(), config.user(), config.password(),
                Map.of("sslmood", "sunny")), "sslmood");
    }

    @Test
    void another_programs_database_is_left_alone() {
        TestDatabase.execute(config.database(), "CREATE TABLE recipes (id INTEGER)");

        refused(config, "/" + config.database() + " belongs to another program");
    }

    @Test
    void a_newer_schema_than_this_programs_is_left_alone() throws StoreUnavailable {
        Store.open(config, Samples.IDS, Samples.CLOCK).close();
        TestDatabase.execute(config.database(), "INSERT INTO " + Migrations.HISTORY + " (installed_rank, version,"
                + " description, type, script, checksum, installed_by, execution_time, success)"
                + " VALUES (99, '999', 'later', 'SQL', 'V999__later.sql', 1, '', 1, TRUE)");

        refused(config, "was made by a newer Tollgate (schema 999)");
    }

    @Test
    void a_store_that_went_away_is_reachable_again_when_it_is_back() throws StoreUnavailable {
        try (Store store = Store.open(config, Samples.IDS, Samples.CLOCK)) {
            TestDatabase.execute("postgres", "ALTER DATABASE " + config.database() + " ALLOW_CONNECTIONS false");
            TestDatabase.execute("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                    + config.database() + "'");

            boolean away = store.reachable();
            TestDatabase.execute("postgres", "ALTER DATABASE " + config.database() + " ALLOW_CONNECTIONS true");

            assertThat(away).isFalse();
            assertThat(store.reachable()).isTrue();
        }
    }
}
