package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A node that may open few files, and more clients than fit.
class OutOfDescriptorsTest {
    private static final int DESCRIPTORS = 400;
    /// Fewer than a quarter of the connections that fit, so that none is closed for coming with all the others.
    private static final int WAITING = 12;
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Pattern PAUSES = Pattern.compile("(?m)^tollgate_accept_pauses_total (\\d+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private int gateway;
    private int admin;

    @Test
    void clients_wait_while_all_else_goes_on_and_are_served_when_others_leave() throws Exception {
        try (EchoTarget echo = EchoTarget.start();
                JourneyTarget web = JourneyTarget.plain();
                RunningProcess node = serve()) {
            String token = node.awaitLine("^hel_live_[0-9A-Za-z]{64}$").group();
            Matcher line = node.awaitLine("gateway 127\\.0\\.0\\.1:(\\d+), API http://127\\.0\\.0\\.1:(\\d+), "
                    + "admin http://127\\.0\\.0\\.1:(\\d+)$");
            gateway = Integer.parseInt(line.group(1));
            admin = Integer.parseInt(line.group(3));
            try (ApiClient api = new ApiClient(Integer.parseInt(line.group(2)), token);
                    Socket kept = Tunnel.open(gateway)) {
                SubUser subUser = api.createSubUser("""
                        {"label":"many","products":["residential"],"concurrent_max":1000}""", "many");
                asks(kept, subUser, web);

                List<Tunnel> tunnels = fill(subUser, echo);
                List<Socket> waiting = new ArrayList<>();
                for (int i = 0; i < WAITING; i++) {
                    waiting.add(sendsConnect(subUser, echo));
                }

                assertThat(node.usedWithin(Duration.ofSeconds(1))).isLessThan(Duration.ofMillis(300));
                assertThat(answered(waiting)).as("each event loop takes one more, at which it pauses")
                        .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
                asks(kept, subUser, web);
                for (Tunnel tunnel : tunnels) {
                    assertThat(tunnel.echoed(HELLO)).isEqualTo("hello");
                }
                api.createSubUser("meanwhile");
                assertThat(adminPage("/readyz")).isEqualTo("ready\n");

                for (Tunnel tunnel : tunnels) {
                    tunnel.close();
                }
                for (Socket one : waiting) {
                    one.setSoTimeout(15_000);
                    assertThat(new String(one.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                            .isEqualTo("HTTP/1.1 200");
                    one.close();
                }
                try (Tunnel late = Tunnel.connect(gateway, subUser.residential(), subUser.password(),
                        echo.authority())) {
                    assertThat(late.expectStatus(200).echoed(HELLO)).isEqualTo("hello");
                }
            }
            assertThat(node.errors().lines().filter(warning -> warning.contains("No new clients are accepted"))
                    .toList())
                    .as("warnings").hasSizeBetween(1, 3);
            assertThat(node.errors()).doesNotContain("Exception", "ERROR");
        }
    }

    private static int answered(List<Socket> clients) throws IOException {
        int answered = 0;
        for (Socket one : clients) {
            answered += one.getInputStream().available() > 0 ? 1 : 0;
        }
        return answered;
    }

    private RunningProcess serve() throws IOException {
        return RunningProcess.startWithDescriptors(DESCRIPTORS, folder, Map.of("TOLLGATE_GATEWAY__ADDRESS", "127.0.0.1",
                "TOLLGATE_GATEWAY__PORT", "0", "TOLLGATE_API__PORT", "0", "TOLLGATE_ADMIN__PORT", "0",
                "TOLLGATE_GATEWAY__MAX_CONNECTIONS", "5000", "TOLLGATE_TARGETS__ALLOW", "127.0.0.0/8"), "serve",
                "--data-dir", folder.resolve("data").toString());
    }

    /// Tunnels until accepting pauses for want of descriptors: those that were answered.
    private List<Tunnel> fill(SubUser subUser, EchoTarget echo) throws IOException, InterruptedException {
        List<Tunnel> tunnels = new ArrayList<>();
        while (pauses() == 0) {
            assertThat(tunnels).hasSizeLessThan(DESCRIPTORS / 2);
            tunnels.add(Tunnel.connect(gateway, subUser.residential(), subUser.password(), echo.authority())
                    .expectStatus(200));
        }
        assertThat(tunnels).hasSizeGreaterThan(16);
        return tunnels;
    }

    private long pauses() throws IOException, InterruptedException {
        Matcher found = PAUSES.matcher(adminPage("/metrics"));
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }

    private String adminPage(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path))
                .timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private Socket sendsConnect(SubUser subUser, EchoTarget echo) throws IOException {
        Socket socket = Tunnel.open(gateway);
        socket.getOutputStream().write(("CONNECT " + echo.authority() + " HTTP/1.1\r\nHost: " + echo.authority()
                + "\r\n" + authorization(subUser) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// One request and its answer, on a connection that stays open.
    private static void asks(Socket client, SubUser subUser, JourneyTarget web) throws IOException {
        client.setSoTimeout(15_000);
        client.getOutputStream().write(("GET " + web.url("/hello") + " HTTP/1.1\r\nHost: " + web.authority() + "\r\n"
                + authorization(subUser) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) client.getInputStream().read());
        }
        assertThat(head).startsWith("HTTP/1.1 200 ");
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).isTrue();
        client.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    }

    private static String authorization(SubUser subUser) {
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString((subUser.residential() + ":"
                + subUser.password()).getBytes(StandardCharsets.US_ASCII)) + "\r\n";
    }
}
