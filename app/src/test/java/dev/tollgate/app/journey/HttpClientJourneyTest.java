package dev.tollgate.app.journey;

import dev.tollgate.app.journey.target.JourneyTarget;
import dev.tollgate.app.journey.target.SeededBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The JDK's own HTTP client, which knows plain requests and tunnels through an HTTP proxy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpClientJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SOME = 3_000_000;

    private final Stage stage = Stage.open();

    @AfterEach
    void settle() {
        stage.settle();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void a_client_that_answers_the_challenge_reaches_both_targets() throws Exception {
        try (HttpClient client = client(stage.password())) {
            for (JourneyTarget target : stage.targets()) {
                assertThat(get(client, target.url("/hello")).body()).isEqualTo("hello from the target\n");
                assertThat(get(client, target.url("/status/404")).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void a_client_that_sends_its_credentials_unasked_reaches_both_targets() throws Exception {
        try (HttpClient client = builder().build()) {
            for (JourneyTarget target : stage.targets()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(target.url("/echo?x=1"))).timeout(PATIENCE)
                        .header("Proxy-Authorization", basic()).POST(BodyPublishers.ofString("words")).build();

                String seen = client.send(request, BodyHandlers.ofString()).body();

                assertThat(seen).startsWith("POST /echo?x=1 HTTP/1.1\n").endsWith("\n\nwords")
                        .doesNotContainIgnoringCase("proxy-").doesNotContainIgnoringCase("upgrade");
            }
        }
    }

    @Test
    void bodies_up_and_down_arrive_unchanged() throws Exception {
        try (HttpClient client = client(stage.password())) {
            for (JourneyTarget target : stage.targets()) {
                HttpRequest down = HttpRequest.newBuilder(URI.create(target.url("/chunks/4/" + SOME)))
                        .timeout(PATIENCE).build();
                // A body of a length that the client is not told: it comes in chunks.
                HttpRequest up = HttpRequest.newBuilder(URI.create(target.url("/digest"))).timeout(PATIENCE)
                        .PUT(BodyPublishers.ofInputStream(() -> new SeededBytes(4, SOME))).build();

                try (InputStream body = client.send(down, BodyHandlers.ofInputStream()).body()) {
                    assertThat(SeededBytes.sha256(body)).isEqualTo(SeededBytes.sha256(4, SOME));
                }
                assertThat(client.send(up, BodyHandlers.ofString()).body())
                        .isEqualTo(SOME + " " + SeededBytes.sha256(4, SOME));
            }
        }
    }

    @Test
    void a_web_socket_talks_through_a_tunnel() throws Exception {
        try (HttpClient client = client(stage.password())) {
            for (JourneyTarget target : stage.targets()) {
                CompletableFuture<String> heard = new CompletableFuture<>();
                WebSocket socket = client.newWebSocketBuilder().buildAsync(
                        URI.create(target.url("/ws").replaceFirst("http", "ws")), new Ear(heard))
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

                socket.sendText("hello", true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

                assertThat(heard.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void a_wrong_password_ends_in_an_error_and_not_in_a_loop() {
        try (HttpClient client = client("wrong")) {
            assertThatThrownBy(() -> get(client, stage.plain().url("/hello"))).isInstanceOf(IOException.class)
                    .hasMessageContaining("too many authentication attempts");
            // Here the client stumbles over itself: its message names an internal field of its own.
            assertThatThrownBy(() -> get(client, stage.tls().url("/hello"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void without_credentials_the_answer_is_a_407() throws Exception {
        try (HttpClient client = builder().build()) {
            HttpResponse<String> answer = get(client, stage.plain().url("/hello"));

            assertThat(answer.statusCode()).isEqualTo(407);
            assertThat(answer.headers().firstValue("X-Helodata-Error-Code")).hasValue("auth-required");
            assertThat(get(client, stage.tls().url("/hello")).statusCode()).isEqualTo(407);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private HttpClient client(String password) {
        return builder().authenticator(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(stage.username(), password.toCharArray());
            }
        }).build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder().sslContext(Certificates.shared().trusting())
                .proxy(ProxySelector.of(new InetSocketAddress(Wire.LOOPBACK, stage.port())));
    }

    private String basic() {
        return "Basic " + Base64.getEncoder()
                .encodeToString((stage.username() + ":" + stage.password()).getBytes(UTF_8));
    }

    /// Hears the first words and the end.
    private record Ear(CompletableFuture<String> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence words, boolean last) {
            heard.complete(words.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
