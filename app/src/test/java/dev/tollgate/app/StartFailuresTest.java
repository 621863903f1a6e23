package dev.tollgate.app;

import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.wiring.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is in the way of a start is said in one line, with the remedy, and loses nothing.
class StartFailuresTest {
    @TempDir
    static Path stopped;

    @TempDir
    Path folder;

    private Path data;

    /// What a node leaves behind that ran once.
    @BeforeAll
    static void runANodeOnce() {
        Node.start(RunningNode.settings(stopped, Map.of())).close();
    }

    @BeforeEach
    void nameADataFolder() {
        data = folder.resolve("data");
    }

    private Attempt serve(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("gateway.address", "127.0.0.1", "gateway.port", "0",
                "api.port", "0", "admin.port", "0", "data_dir", data.toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Attempt.of(settings, "serve");
    }

    /// The data folder holds what a node left that ran once.
    private void ranBefore() throws IOException {
        Files.createDirectory(data);
        for (String name : new String[]{"tollgate.db", "server.key"}) {
            Files.copy(stopped.resolve(name), data.resolve(name));
            Files.setPosixFilePermissions(data.resolve(name), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static String tls(String name) {
        return Path.of("src", "test", "resources", "tls", name).toAbsolutePath().toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "api", "admin"})
    void a_taken_port_is_named_with_the_setting_that_changes_it(String listener) throws IOException {
        try (ServerSocket other = taken()) {
            Attempt attempt = serve(listener + ".port", Integer.toString(other.getLocalPort()));

            attempt.refusedInOneLine("127.0.0.1", Integer.toString(other.getLocalPort()), "is taken by another program",
                    listener + ".port");
        }
    }

    @Test
    void a_first_start_that_failed_does_not_use_up_the_token_that_is_shown_once() throws IOException {
        try (ServerSocket other = taken()) {
            serve("gateway.port", Integer.toString(other.getLocalPort())).refusedInOneLine("gateway.port");
        }

        try (Node node = Node.start(RunningNode.settings(data, Map.of()))) {
            assertThat(node.firstToken()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "api", "admin"})
    void an_address_of_another_machine_is_named(String listener) {
        serve(listener + ".address", "192.0.2.1").refusedInOneLine("cannot listen on 192.0.2.1", "correct " + listener
                + ".address");
    }

    @Test
    void a_file_where_the_data_folder_should_be_is_named() throws IOException {
        Files.writeString(data, "in the way");

        serve().refusedInOneLine(data.toString(), "a file is in the way", "--data-dir");
    }

    @Test
    void a_data_folder_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(data, "in the way");
        data = data.resolve("deeper");

        serve().refusedInOneLine(data.toString(), "Not a directory", "--data-dir");
    }

    @Test
    void a_data_folder_in_use_is_left_to_the_node_that_has_it() {
        try (DataDirectory held = DataDirectory.of(data)) {
            held.take();

            serve().refusedInOneLine("another node", held.path().toString(), "--data-dir");
        }

        assertThat(serve().code()).isZero();
    }

    @Test
    void a_database_that_is_none_is_named() throws IOException {
        ranBefore();
        Files.writeString(data.resolve("tollgate.db"), "This is no database.");

        serve().refusedInOneLine("tollgate.db", "corrupt", "estore");
        assertThat(data.resolve("tollgate.db")).hasContent("This is no database.");
    }

    @Test
    void a_database_with_broken_pages_is_named() throws IOException {
        ranBefore();
        byte[] pages = Files.readAllBytes(data.resolve("tollgate.db"));
        Arrays.fill(pages, 100, pages.length, (byte) 0xA5);
        Files.write(data.resolve("tollgate.db"), pages);

        serve().refusedInOneLine("tollgate.db", "estore");
    }

    @Test
    void a_database_of_a_newer_version_is_left_alone() throws IOException, SQLException {
        ranBefore();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("tollgate.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO tollgate_schema_history SELECT 1000, '999', 'later', type, script, checksum, "
                            + "installed_by, installed_on, 1, 1 FROM tollgate_schema_history LIMIT 1");
        }

        serve().refusedInOneLine("newer Tollgate", "999");
    }

    @Test
    void a_missing_server_key_is_not_made_anew() throws IOException {
        ranBefore();
        Files.delete(data.resolve("server.key"));

        serve().refusedInOneLine("server.key", "missing", "backup", "server_key.file");
        assertThat(data.resolve("server.key")).doesNotExist();
    }

    @Test
    void a_garbled_server_key_is_named() throws IOException {
        ranBefore();
        Files.write(data.resolve("server.key"), new byte[]{(byte) 0xFF, (byte) 0xFE, 0, 1});

        serve().refusedInOneLine("server.key", "64 hex digits");
    }

    @Test
    void the_server_key_of_another_installation_is_refused() throws IOException {
        ranBefore();
        Files.writeString(data.resolve("server.key"), "0123456789abcdef".repeat(4));

        serve().refusedInOneLine("server.key", "not the one", "server_key.file");
    }

    @Test
    void a_server_key_that_others_may_read_is_refused() throws IOException {
        ranBefore();
        Files.setPosixFilePermissions(data.resolve("server.key"), PosixFilePermissions.fromString("rw-r--r--"));

        serve().refusedInOneLine("server.key", "chmod 600");
    }

    @Test
    void a_folder_in_place_of_the_server_key_is_named() throws IOException {
        serve("server_key.file", folder.toString()).refusedInOneLine(folder.toString(), "not a file");
    }

    @Test
    void a_server_key_that_cannot_be_made_is_named() {
        Path nowhere = folder.resolve("nowhere").resolve("server.key");

        serve("server_key.file", nowhere.toString()).refusedInOneLine(nowhere.toString(), "cannot be made",
                "server_key.file");
    }

    @Test
    void an_unknown_setting_is_named() {
        serve("gateway.prot", "1").refusedInOneLine("TOLLGATE_GATEWAY__PROT");
    }

    @Test
    void proxy_headers_that_would_be_believed_of_nobody_are_named() {
        serve("gateway.proxy_protocol", "required").refusedInOneLine("gateway.trusted_proxies", "load balancers",
                "gateway.proxy_protocol");
    }

    @Test
    void a_postgresql_that_does_not_answer_is_named_without_its_password() throws IOException {
        int closed;
        try (ServerSocket socket = taken()) {
            closed = socket.getLocalPort();
        }

        Attempt attempt = serve("store.url", "postgresql://tollgate:hush@127.0.0.1:" + closed + "/tollgate");

        attempt.refusedInOneLine("PostgreSQL at 127.0.0.1:" + closed, "store.url");
        assertThat(attempt.err()).doesNotContain("hush");
    }

    @Test
    void an_access_log_that_cannot_be_written_is_named() {
        Path nowhere = folder.resolve("nowhere").resolve("access.log");

        serve("access_log.path", nowhere.toString()).refusedInOneLine(nowhere.toString(), "access_log.path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "api.tls"})
    void a_missing_certificate_is_named(String section) {
        serve(section + ".certificate", tls("missing.pem"), section + ".key", tls("key.pem")).refusedInOneLine(
                tls("missing.pem"), "correct");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "api.tls"})
    void a_certificate_that_is_not_in_pem_is_named(String section) {
        String other = write("certificate.txt", "This is no certificate.");

        serve(section + ".certificate", other, section + ".key", tls("key.pem")).refusedInOneLine(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "api.tls"})
    void a_key_that_is_not_in_pem_is_named(String section) {
        String other = write("key.txt", "-----BEGIN PRIVATE KEY-----\nA=A\n-----END PRIVATE KEY-----\n");

        serve(section + ".certificate", tls("certificate.pem"), section + ".key", other).refusedInOneLine(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "api.tls"})
    void the_key_of_another_certificate_is_named(String section) {
        serve(section + ".certificate", tls("certificate.pem"), section + ".key", tls("key-of-another.pem"))
                .refusedInOneLine(tls("certificate.pem"), tls("key-of-another.pem"));
    }

    @Test
    void roots_that_cannot_be_read_are_named() {
        serve("upstream.trust", tls("missing.pem")).refusedInOneLine(tls("missing.pem"), "upstream.trust");
        String other = write("roots.txt", "These are no roots.");
        serve("upstream.trust", other).refusedInOneLine(other, "upstream.trust");
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
