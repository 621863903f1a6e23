package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.wiring.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A node over a store that was filled long before it started: 10,000 sub-users, or 100,000 with `-Dtollgate.endurance=full`.
class ManySubUsersTest {
    private static final boolean FULL = "full".equals(System.getProperty("tollgate.endurance"));
    private static final int MANY = FULL ? 100_000 : 10_000;
    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void a_node_with_many_sub_users_starts_within_seconds_and_lets_each_in() throws Exception {
        SubUser model;
        try (Node first = start();
                ApiClient api = new ApiClient(first.apiPort(), first.firstToken().orElseThrow()
                        .reveal())) {
            model = api.createSubUser("model");
            api.allow(model, "192.0.2.7");
        }
        multiply(model);

        long began = System.nanoTime();
        try (Node node = start(); EchoTarget echo = EchoTarget.start()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST_START);
            for (int one = 1; one <= MANY; one += MANY / 10) {
                SubUser copy = new SubUser(model.id() + one, model.name() + one, model.password());
                assertThat(status(node, copy, echo)).isEqualTo(200);
            }
            assertThat(status(node, new SubUser(model.id(), model.name() + "x", model.password()), echo)).isEqualTo(
                    401);
            await().until(() -> node.exchanges() + node.permits() + node.connections() == 0);
        }
    }

    private Node start() {
        return Node.start(RunningNode.settings(folder, Map.of()));
    }

    private static int status(Node node, SubUser subUser, EchoTarget echo) throws IOException {
        try (Tunnel tunnel = Tunnel.connect(node.gatewayPort(), subUser.residential(), subUser.password(),
                echo.authority())) {
            return tunnel.status();
        }
    }

    /// Puts copies of the sub-user into the store, a tenth of them with its whitelist; each copy takes either credential.
    private void multiply(SubUser model) throws SQLException {
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tollgate.db"))) {
            fill(store, """
                    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < %d)
                    INSERT INTO sub_users (id, account, environment, name, label, products, status, concurrent_max,
                        rps_max, auth_mode, require_tls, session_strict, password_hash, created_at, updated_at, version,
                        revision)
                    SELECT id || i, account, environment, name || i, label || i, products, status, concurrent_max,
                        rps_max, 'either', require_tls, session_strict, password_hash, created_at, updated_at, version,
                        revision
                    FROM sub_users, numbers
                    WHERE id = ?""".formatted(MANY), model);
            fill(store, """
                    WITH RECURSIVE numbers (i) AS (SELECT 10 UNION ALL SELECT i + 10 FROM numbers WHERE i < %d)
                    INSERT INTO whitelist_entries (id, account, environment, sub_user, product, source_range,
                        first_address, last_address, created_at, version)
                    SELECT id || i, account, environment, sub_user || i, product, source_range, first_address,
                        last_address, created_at, version
                    FROM whitelist_entries, numbers
                    WHERE sub_user = ?""".formatted(MANY), model);
        }
    }

    private static void fill(Connection store, String sql, SubUser model) throws SQLException {
        try (PreparedStatement statement = store.prepareStatement(sql)) {
            statement.setString(1, model.id());
            statement.executeUpdate();
        }
    }
}
