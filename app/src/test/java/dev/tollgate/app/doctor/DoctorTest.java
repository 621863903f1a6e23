package dev.tollgate.app.doctor;

import dev.tollgate.app.Attempt;
import dev.tollgate.app.RunningNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorTest {
    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>(Map.of("gateway.address", "127.0.0.1", "gateway.port",
            "0", "api.port", "0", "admin.port", "0"));

    @BeforeEach
    void nameADataFolder() {
        settings.put("data_dir", folder.resolve("data").toString());
    }

    private Attempt doctor() {
        return Attempt.of(settings, "doctor");
    }

    private static String tls(String name) {
        return Path.of("src", "test", "resources", "tls", name).toAbsolutePath().toString();
    }

    /// The line about one thing.
    private static Optional<String> about(Attempt attempt, String what) {
        return attempt.out().lines().filter(line -> line.substring(6).startsWith(what + " ")).findFirst();
    }

    private void finds(String grade, String what, String... parts) {
        Attempt attempt = doctor();

        assertThat(about(attempt, what)).as(attempt.out()).hasValueSatisfying(line -> assertThat(line).startsWith(grade)
                .contains(parts).doesNotContain("null", "Exception"));
        assertThat(attempt.code()).isEqualTo(grade.equals("fail") ? 2 : 0);
        assertThat(attempt.err()).isEmpty();
    }

    @Test
    void a_machine_before_its_first_start_is_fine_and_stays_untouched() {
        Attempt attempt = doctor();

        assertThat(attempt.code()).isZero();
        assertThat(about(attempt, "store")).hasValueSatisfying(line -> assertThat(line).startsWith("ok").contains(
                "the first start makes it"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void findings_stand_in_columns() {
        assertThat(doctor().out().lines()).hasSizeGreaterThan(8).allMatch(line -> line.matches(
                "(ok  |warn|fail)  [A-Za-z ]{16}  \\S.*"));
    }

    @Test
    void a_store_beside_a_running_node_is_looked_at() {
        try (RunningNode node = RunningNode.start()) {
            settings.put("data_dir", node.folder().resolve("data").toString());
            settings.put("gateway.port", Integer.toString(node.gatewayPort()));

            finds("ok", "store", "1 exit");
            finds("warn", "gateway port", Integer.toString(node.gatewayPort()), "taken", "gateway.port");
        }
    }

    @Test
    void a_store_without_its_key_fails() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("tollgate.db"), "This is no database.");

        finds("fail", "store", "corrupt");
    }

    @Test
    void a_file_in_the_way_of_the_data_folder_fails() throws IOException {
        Files.writeString(folder.resolve("data"), "in the way");

        finds("fail", "store", folder.resolve("data").toString(), "--data-dir");
    }

    @Test
    void an_address_that_cannot_be_had_fails() {
        settings.put("api.address", "192.0.2.1");
        settings.put("api.port", "7780");

        finds("fail", "API port", "192.0.2.1:7780", "api.port");
    }

    @Test
    void an_admin_port_that_is_taken_is_a_warning() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            settings.put("admin.port", Integer.toString(other.getLocalPort()));

            finds("warn", "admin port", "taken");
        }
    }

    @Test
    void a_certificate_is_held_against_its_key_and_the_calendar() {
        finds("warn", "certificate", "none", "tls.certificate");

        settings.put("tls.certificate", tls("certificate.pem"));
        settings.put("tls.key", tls("key.pem"));
        finds("ok", "certificate", "valid until");

        settings.put("tls.key", tls("key-of-another.pem"));
        finds("fail", "certificate", tls("key-of-another.pem"));

        settings.put("tls.certificate", tls("expired.pem"));
        settings.put("tls.key", tls("expired-key.pem"));
        finds("fail", "certificate", "expired", "renew");
    }

    @Test
    void the_api_needs_a_certificate_only_where_it_leaves_the_machine() {
        finds("ok", "API certificate", "does not leave");

        settings.put("api.address", "0.0.0.0");
        finds("warn", "API certificate", "api.tls.certificate");

        settings.put("api.tls.certificate", tls("certificate.pem"));
        settings.put("api.tls.key", tls("key-of-another.pem"));
        finds("fail", "API certificate", "api.tls");
    }

    @Test
    void more_connections_than_descriptors_allow_are_a_warning() {
        settings.put("gateway.max_connections", "10000000");

        finds("warn", "descriptors", "gateway.max_connections", "ulimit");
    }

    @Test
    void roots_and_the_access_log_are_looked_at() throws IOException {
        settings.put("upstream.trust", tls("missing.pem"));
        finds("fail", "upstream trust", "upstream.trust");

        settings.put("upstream.trust", tls("certificate.pem"));
        settings.put("access_log.path", folder.resolve("nowhere").resolve("access.log").toString());
        finds("fail", "access log", "access_log.path");

        settings.put("access_log.path", folder.resolve("access.log").toString());
        finds("ok", "access log", "access.log");
        assertThat(folder.resolve("access.log")).doesNotExist();
    }
}
