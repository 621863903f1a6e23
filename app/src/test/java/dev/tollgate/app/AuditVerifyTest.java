package dev.tollgate.app;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AuditVerifyTest {

    private static Attempt verify(Path folder) {
        return Attempt.of(Map.of(), "audit", "verify", "--data-dir", folder.toString());
    }

    @Test
    void a_whole_log_is_said_to_be_whole_also_beside_a_running_node() {
        try (RunningNode node = RunningNode.start()) {
            node.api().createSubUser("crawler");
            int entries = node.api().get("/audit").expect(200).body().at("/data/0/seq").asInt();

            Attempt verified = verify(node.folder().resolve("data"));

            assertThat(verified.err()).isEmpty();
            assertThat(verified.out()).isEqualTo("The audit log is whole: " + entries + " entries."
                    + System.lineSeparator());
            assertThat(verified.code()).isZero();
        }
    }

    @Test
    void a_log_that_somebody_changed_is_broken_where_it_was_changed() throws Exception {
        try (RunningNode node = RunningNode.start()) {
            Path folder = node.folder().resolve("data");
            forge(folder.resolve("tollgate.db"));

            Attempt verified = verify(folder);

            assertThat(verified.code()).isEqualTo(2);
            assertThat(verified.out()).isEqualTo("The audit log is broken at entry 3; 2 entries before it are whole."
                    + System.lineSeparator());
            var answer = node.api().get("/audit/verify").expect(200).body();
            assertThat(answer).hasToString("{\"ok\":false,\"entries\":2,\"first_bad\":3}");
        }
    }

    /// As somebody would who has the file, and knows of the triggers.
    private static void forge(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("DROP TRIGGER audit_unchanged");
            statement.execute("UPDATE audit SET actor_id = 'tok_innocent' WHERE seq = 3");
        }
    }

    @Test
    void without_a_store_there_is_nothing_to_verify(@TempDir Path folder) {
        Attempt attempt = verify(folder.resolve("mistyped"));

        attempt.refusedInOneLine("mistyped", "tollgate serve", "--data-dir");
        assertThat(folder).isEmptyDirectory();
    }
}
