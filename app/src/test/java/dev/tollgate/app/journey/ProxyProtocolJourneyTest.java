package dev.tollgate.app.journey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A node behind a load balancer: curl plays one, HAProxy is one.
class ProxyProtocolJourneyTest {
    /// curl ends with it when the other side hangs up without an answer, in order or by a reset.
    private static final List<Integer> NO_ANSWER = List.of(52, 55, 56);

    private static final List<String> HOW_HAPROXY_SENDS = List.of("send-proxy", "send-proxy-v2",
            "send-proxy-v2 proxy-v2-options crc32c,unique-id");

    @TempDir
    Path folder;

    private Stage stage(String trusted) {
        return Stage.open(Map.of("gateway.proxy_protocol", "required", "gateway.trusted_proxies", trusted,
                "access_log.path", folder.resolve("access.json").toString()));
    }

    private String lastLine() throws IOException {
        Path log = folder.resolve("access.json");
        await().until(() -> Files.exists(log) && Files.size(log) > 0);
        return Files.readAllLines(log).getLast();
    }

    @Test
    void curl_is_served_with_a_header_and_hung_up_on_without() throws IOException {
        Program curl = Curl.find();
        try (Stage stage = stage("127.0.0.1,::1")) {
            String[] request = {"-x", stage.proxy(Door.HTTP), "-o", "/dev/null", "-w", "%{http_code}",
                stage.plain().url("/hello")};

            assertThat(curl.with("--haproxy-protocol").run(request).printed()).isEqualTo("200");
            stage.settle();
            assertThat(lastLine()).contains("\"source_ip\":\"127.0.0.1\"", "\"outcome\":\"served\"");
            assertThat(curl.run(request).exit()).isIn(NO_ANSWER);
            stage.settle();
        }
    }

    @Test
    void a_peer_that_is_not_listed_is_hung_up_on_whatever_its_header_says() throws IOException {
        Program curl = Curl.find();
        try (Stage stage = stage("192.0.2.10")) {
            assertThat(curl.with("--haproxy-protocol").run("-x", stage.proxy(Door.HTTP), stage.plain().url("/hello"))
                    .exit()).isIn(NO_ANSWER);
            stage.settle();
        }
    }

    @Test
    void clients_of_haproxy_are_known_by_their_own_addresses() throws IOException {
        Program curl = Curl.find();
        Program haproxy = Program.find("haproxy");
        try (Stage stage = stage("127.0.0.1")) {
            for (String how : HOW_HAPROXY_SENDS) {
                int port = freePort();
                Process balancer = start(haproxy, port, stage.port(), how);
                try {
                    for (Door door : List.of(Door.HTTP, Door.SOCKS5, Door.TLS)) {
                        String proxy = stage.proxy(door).replace(":" + stage.port(), ":" + port);
                        curl.run("--interface", "127.0.0.9", "-p", "-x", proxy, "-o", "/dev/null",
                                stage.plain().url("/hello")).expect(0);
                        stage.settle();
                        assertThat(lastLine()).contains("\"source_ip\":\"127.0.0.9\"", "\"outcome\":\"served\"");
                    }
                } finally {
                    balancer.destroy();
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(Program haproxy, int port, int gateway, String how) throws IOException {
        Path config = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    mode tcp
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                listen gateway
                    bind 127.0.0.1:%d
                    server node 127.0.0.1:%d %s
                """.formatted(port, gateway, how));
        Process balancer = new ProcessBuilder(haproxy.with("-db", "-f", config.toString()).command())
                .redirectErrorStream(true).redirectOutput(folder.resolve("haproxy.txt").toFile()).start();
        await().atMost(Duration.ofSeconds(10)).until(() -> listens(port));
        return balancer;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
