package dev.tollgate.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.endurance.Endurance;
import dev.tollgate.app.endurance.Figures;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.wiring.Node;
import dev.tollgate.app.wiring.Reload;
import dev.tollgate.app.wiring.ReloadTriggers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/// Settings that are read again under a running node (G§20).
class ReloadTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final String USUAL = """
            gateway.address: 127.0.0.1
            gateway.port: 0
            api.port: 0
            admin.port: 0
            """;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final EchoTarget echo = EchoTarget.start();
    private Node node;
    private Reload reload;
    private ApiClient api;
    private SubUser subUser;

    @BeforeEach
    void a_node_with_a_settings_file() throws IOException {
        write("targets.allow: 127.0.0.0/8");
        SettingsSources sources = SettingsSources.of(Map.of()).withFile(file())
                .withOption("data_dir", folder.resolve("data").toString());
        Settings.Outcome.Loaded loaded = (Settings.Outcome.Loaded) Settings.load(sources);
        node = Node.start(loaded.settings());
        reload = new Reload(sources, loaded.values(), node);
        api = new ApiClient(node.apiPort(), node.firstToken().orElseThrow().reveal());
        subUser = api.createSubUser("reloaded");
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void everything_ends() {
        root().detachAppender(log);
        api.close();
        node.close();
        echo.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private Path file() {
        return folder.resolve("tollgate.yaml");
    }

    private void write(String... more) throws IOException {
        Files.writeString(file(), USUAL + String.join("\n", more) + "\n");
    }

    private Tunnel connect() throws IOException {
        return Tunnel.connect(node.gatewayPort(), subUser.residential(), subUser.password(), echo.authority());
    }

    private List<String> said(Level level) {
        return log.list.stream().filter(event -> event.getLevel() == level).map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            return free.getLocalPort();
        }
    }

    @Test
    void what_changed_goes_for_who_comes_next_and_not_for_who_is_there() throws Exception {
        try (Tunnel before = connect().expectStatus(200)) {
            write("targets.denied_ports: " + echo.port(), "targets.allow: 127.0.0.0/8",
                    "brand.header_prefix: X-Other-");

            assertThat(reload.now()).isTrue();

            try (Tunnel after = connect()) {
                assertThat(after.status()).isEqualTo(403);
                assertThat(after.head()).contains("X-Other-Error-Code: restricted-port");
            }
            assertThat(before.echoed(HELLO)).isEqualTo("hello");
        }
        assertThat(said(Level.ERROR)).isEmpty();
    }

    @Test
    void settings_that_are_not_valid_change_nothing_and_are_one_line_with_file_key_and_value() throws Exception {
        write("targets.denied_ports: " + echo.port(), "drain.max: soon", "drian.delay: 1s");

        assertThat(reload.now()).isFalse();

        connect().expectStatus(200).close();
        assertThat(said(Level.ERROR)).singleElement().asString()
                .contains("those before stay", "until the file is saved again or SIGHUP comes",
                        "drain.max: \"soon\" is not valid", "drian.delay", "drain.delay",
                        file() + " line 6")
                .doesNotContain("\n");
    }

    @Test
    void what_only_a_start_can_heed_is_named_once_and_the_rest_applies() throws Exception {
        write("relay.splice: off", "server_key.file: elsewhere.key", "targets.denied_ports: " + echo.port());

        assertThat(reload.now()).isTrue();

        try (Tunnel refused = connect()) {
            assertThat(refused.errorCode()).isNotEmpty();
        }
        assertThat(said(Level.WARN)).singleElement().asString()
                .contains("server_key.file, relay.splice", "next start");
    }

    @Test
    void connections_that_are_kept_to_targets_end_when_other_targets_are_allowed_and_only_then() throws Exception {
        try (PlainClients clients = PlainClients.start(2, node::gatewayPort, subUser, Duration.ofMillis(5))) {
            await().until(() -> clients.served() > 10);
            clients.stop();
            await().until(() -> node.idleUpstreams() > 0);

            write("targets.allow: 127.0.0.0/8", "drain.delay: 1s");
            assertThat(reload.now()).isTrue();
            assertThat(node.idleUpstreams()).isPositive();

            write("targets.allow: 127.0.0.2");
            assertThat(reload.now()).isTrue();
            await().until(() -> node.idleUpstreams() == 0);
        }
    }

    @Test
    void a_secret_in_a_file_of_its_own_is_read_again_when_that_file_changes() throws Exception {
        Path secret = Files.writeString(folder.resolve("url"), "postgresql://ada:lovelace@127.0.0.1/tollgate");
        SettingsSources sources = SettingsSources.of(Map.of("TOLLGATE_STORE__URL_FILE", secret.toString()))
                .withFile(file());
        assertThat(Settings.files(sources)).containsExactly(file(), secret);
        assertThat(Settings.files(SettingsSources.of(Map.of("TOLLGATE_STORE__URL_FILE", "\0")))).isEmpty();
        Settings.Outcome.Loaded loaded = (Settings.Outcome.Loaded) Settings.load(sources);

        try (var _ = new ReloadTriggers(new Reload(sources, loaded.values(), node), Settings.files(sources),
                Duration.ofMillis(20))) {
            Files.writeString(secret, "postgresql://ada:byron@127.0.0.1/tollgate");

            await().untilAsserted(() -> assertThat(said(Level.WARN)).singleElement().asString()
                    .contains("store.url", "next start").doesNotContain("byron"));
        }
    }

    @Test
    void another_port_is_opened_before_the_one_in_use_is_closed() throws Exception {
        int before = node.gatewayPort();
        int wanted = freePort();
        int wantedAdmin = freePort();
        int wantedApi = freePort();
        try (Tunnel open = connect().expectStatus(200)) {
            write("targets.allow: 127.0.0.0/8");
            Files.writeString(file(), Files.readString(file()).replace("gateway.port: 0", "gateway.port: " + wanted)
                    .replace("admin.port: 0", "admin.port: " + wantedAdmin)
                    .replace("api.port: 0", "api.port: " + wantedApi));

            assertThat(reload.now()).as("%s", said(Level.ERROR)).isTrue();

            assertThat(List.of(node.gatewayPort(), node.adminPort(), node.apiPort())).containsExactly(wanted,
                    wantedAdmin, wantedApi);
            connect().expectStatus(200).close();
            assertThat(open.echoed(HELLO)).isEqualTo("hello");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> new Socket(LOOPBACK, before).close());
            assertThat(readiness(wantedAdmin)).isEqualTo(200);
            try (ApiClient moved = new ApiClient(wantedApi, node.firstToken().orElseThrow().reveal())) {
                moved.get("/status").expect(200);
            }
        }
    }

    @Test
    void proxy_headers_are_asked_of_who_comes_next_and_not_of_who_is_there() throws Exception {
        try (Tunnel before = connect().expectStatus(200)) {
            write("targets.allow: 127.0.0.0/8", "gateway.proxy_protocol: required",
                    "gateway.trusted_proxies: 127.0.0.1");

            assertThat(reload.now()).as("%s", said(Level.ERROR)).isTrue();

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect().close());
            assertThat(before.echoed(HELLO)).isEqualTo("hello");
        }
        write("targets.allow: 127.0.0.0/8");
        assertThat(reload.now()).isTrue();
        connect().expectStatus(200).close();
    }

    private static int readiness(int port) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void a_port_that_cannot_be_had_leaves_everything_as_it_was() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            write("targets.denied_ports: " + echo.port());
            Files.writeString(file(), Files.readString(file()).replace("gateway.port: 0", "gateway.port: " + freePort())
                    .replace("admin.port: 0", "admin.port: " + taken.getLocalPort()));
            int before = node.gatewayPort();

            assertThat(reload.now()).isFalse();

            assertThat(node.gatewayPort()).isEqualTo(before);
            connect().expectStatus(200).close();
            assertThat(said(Level.ERROR)).singleElement().asString().contains("admin.port", "taken");
        }
    }

    @Test
    void tls_comes_and_goes_at_the_gateway_and_the_api_while_they_listen() throws Exception {
        int gateway = node.gatewayPort();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> handshake(gateway));
        copy("certificate.pem");
        copy("key.pem");
        write("targets.allow: 127.0.0.0/8", "tls.certificate: " + folder.resolve("certificate.pem"),
                "tls.key: " + folder.resolve("key.pem"), "api.tls.certificate: " + folder.resolve("certificate.pem"),
                "api.tls.key: " + folder.resolve("key.pem"));

        assertThat(reload.now()).as("%s", said(Level.ERROR)).isTrue();

        // That the certificate is not trusted shows that there is one.
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> handshake(gateway))
                .withMessageContaining("certification path");
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> handshake(node.apiPort()))
                .withMessageContaining("certification path");
        connect().expectStatus(200).close();

        Files.writeString(folder.resolve("key.pem"), "nonsense");
        assertThat(reload.now()).isFalse();
        assertThat(said(Level.ERROR)).singleElement().asString().contains("key.pem");
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> handshake(gateway))
                .withMessageContaining("certification path");

        write("targets.allow: 127.0.0.0/8");
        assertThat(reload.now()).isTrue();
        api.get("/status").expect(200);
    }

    private void copy(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/tls/" + name))) {
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void handshake(int port) throws IOException {
        try (Socket socket = SSLSocketFactory.getDefault().createSocket(LOOPBACK, port)) {
            socket.getOutputStream().write(0);
        }
    }

    @Test
    void the_access_log_goes_on_in_another_file_and_in_a_new_one_of_the_same_name() throws Exception {
        Path log = folder.resolve("access.json");
        write("targets.allow: 127.0.0.0/8", "access_log.path: " + log);
        assertThat(reload.now()).isTrue();
        connect().expectStatus(200).close();
        await().until(() -> Files.size(log) > 0);

        Path rotated = Files.move(log, folder.resolve("access.json.1"));
        assertThat(reload.now()).isTrue();
        connect().expectStatus(200).close();

        await().until(() -> Files.size(log) > 0);
        assertThat(Files.readAllLines(rotated)).hasSize(1);
        assertThat(Files.readAllLines(log)).hasSize(1);
    }

    @Test
    void many_reloads_fail_no_request_and_break_no_tunnel() throws Exception {
        int reloads = Endurance.of(100, 10);
        Duration pause = Duration.ofMillis(Endurance.of(600, 20));
        List<Tunnel> tunnels = new ArrayList<>();
        try (PlainClients clients = PlainClients.start(Endurance.of(200, 20), node::gatewayPort, subUser,
                Duration.ofMillis(20))) {
            for (int i = 0; i < Endurance.of(50, 5); i++) {
                tunnels.add(connect().expectStatus(200));
            }
            long began = System.nanoTime();
            for (int i = 0; i < reloads; i++) {
                write("targets.allow: 127.0.0.0/8", "timeouts.keep_alive: " + (60 + i) + "s",
                        "timeouts.dns: " + (3 + i % 3) + "s", "http.via: " + (i % 2 == 0 ? "on" : "off"),
                        "brand.realm: realm" + i, "gateway.max_connections: " + (5_000 + i));
                assertThat(reload.now()).isTrue();
                for (Tunnel tunnel : tunnels) {
                    assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
                }
                LockSupport.parkNanos(began + pause.multipliedBy(i + 1L).toNanos() - System.nanoTime());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            clients.stop();

            assertThat(clients.lost()).isEmpty();
            assertThat(clients.refused()).isEmpty();
            assertThat(clients.unreachable()).isZero();
            assertThat(clients.served()).isGreaterThan(reloads);
            Figures.add("%d reloads under load: took, s; requests; failed; tunnels; broken".formatted(reloads),
                    "%d; %d; 0; %d; 0".formatted(took.toSeconds(), clients.served(), tunnels.size()));
        } finally {
            for (Tunnel tunnel : tunnels) {
                tunnel.close();
            }
        }
        assertThat(said(Level.ERROR)).isEmpty();
    }
}
