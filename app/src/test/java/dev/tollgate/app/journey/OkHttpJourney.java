package dev.tollgate.app.journey;

import dev.tollgate.app.journey.target.JourneyTarget;
import dev.tollgate.app.journey.target.SeededBytes;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// OkHttp, whose SOCKS client is the JDK's own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OkHttpJourney {
    private static final long PATIENCE_SECONDS = 60;

    private final Stage stage = Stage.open();

    /// The JDK's SOCKS client asks nobody else for a password.
    @BeforeEach
    void logInToSocks() {
        logInToSocks(stage.password());
    }

    @AfterEach
    void settle() {
        Authenticator.setDefault(null);
        stage.settle();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_door_leads_to_both_targets(Door door) throws IOException {
        OkHttpClient client = client(door, stage.password());
        for (JourneyTarget target : stage.targets()) {
            assertThat(text(client, new Request.Builder().url(target.url("/hello")).build()))
                    .isEqualTo("hello from the target\n");
            assertThat(text(client, new Request.Builder().url(target.url("/echo")).post(RequestBody.create("words",
                    MediaType.get("text/plain"))).build())).startsWith("POST /echo HTTP/1.1\n").endsWith("\n\nwords")
                    .doesNotContainIgnoringCase("proxy-");
        }
        hangUp(client);
    }

    @ParameterizedTest
    @EnumSource
    void large_bodies_go_down_and_up_unchanged(Door door) throws IOException {
        OkHttpClient client = client(door, stage.password());
        for (JourneyTarget target : stage.targets()) {
            Request down = new Request.Builder().url(target.url("/bytes/" + Large.SEED + "/" + Large.SIZE)).build();
            Request up = new Request.Builder().url(target.url("/digest")).put(new LargeBody()).build();

            try (Response answer = client.newCall(down).execute()) {
                assertThat(SeededBytes.sha256(answer.body().byteStream())).isEqualTo(Large.SHA256);
            }
            assertThat(text(client, up)).isEqualTo(Large.DIGEST);
        }
        hangUp(client);
    }

    @ParameterizedTest
    @EnumSource
    void a_web_socket_talks_through_every_door(Door door) throws Exception {
        OkHttpClient client = client(door, stage.password());
        // For ws:// it opens no tunnel through an HTTP proxy, and an upgrade is not forwarded.
        JourneyTarget target = door == Door.HTTP || door == Door.TLS ? stage.tls() : stage.plain();
        Ear ear = new Ear();
        WebSocket socket = client.newWebSocket(new Request.Builder().url(target.url("/ws")).build(), ear);

        socket.send("x".repeat(70_000));

        assertThat(ear.heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("x".repeat(70_000));
        socket.close(1000, null);
        assertThat(ear.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1000);
        hangUp(client);
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_password_is_refused(Door door) throws IOException {
        logInToSocks("wrong");
        OkHttpClient client = client(door, "wrong");
        Request request = new Request.Builder().url(stage.plain().url("/hello")).build();

        switch (door) {
            case HTTP, TLS -> {
                try (Response answer = client.newCall(request).execute()) {
                    assertThat(answer.code()).isEqualTo(407);
                    assertThat(answer.header("X-Helodata-Error-Code")).isEqualTo("auth-failed");
                }
            }
            case SOCKS5, SOCKS5H -> assertThatThrownBy(() -> client.newCall(request).execute())
                    .hasMessageContaining("SOCKS : authentication failed");
        }
        hangUp(client);
    }

    private void logInToSocks(String password) {
        PasswordAuthentication login = new PasswordAuthentication(stage.username(), password.toCharArray());
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return login;
            }
        });
    }

    private OkHttpClient client(Door door, String password) {
        Certificates certificates = Certificates.shared();
        var builder = new OkHttpClient.Builder()
                .sslSocketFactory(certificates.trusting().getSocketFactory(), certificates.trust())
                .readTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .proxy(new Proxy(door == Door.HTTP || door == Door.TLS ? Proxy.Type.HTTP : Proxy.Type.SOCKS,
                        new InetSocketAddress(Wire.LOOPBACK, stage.port())))
                .proxyAuthenticator((route, answer) -> answer.request().header("Proxy-Authorization") != null
                        ? null
                        : answer.request().newBuilder()
                                .header("Proxy-Authorization", Credentials.basic(stage.username(), password)).build());
        if (door == Door.TLS) {
            builder.socketFactory(new TlsSockets(certificates.trusting().getSocketFactory()));
        }
        return builder.build();
    }

    private static String text(OkHttpClient client, Request request) throws IOException {
        try (Response answer = client.newCall(request).execute()) {
            return answer.body().string();
        }
    }

    private static void hangUp(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /// Its length is not told, so that it goes in chunks.
    private static final class LargeBody extends RequestBody {
        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (var source = Okio.source(new SeededBytes(Large.SEED, Large.SIZE))) {
                sink.writeAll(source);
            }
        }
    }

    /// Makes TLS sockets to the proxy; OkHttp refuses to be given their factory itself.
    private static final class TlsSockets extends SocketFactory {
        private final SocketFactory tls;

        TlsSockets(SocketFactory tls) {
            this.tls = tls;
        }

        @Override
        public Socket createSocket() throws IOException {
            return tls.createSocket();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return tls.createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return tls.createSocket(host, port, from, fromPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return tls.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return tls.createSocket(host, port, from, fromPort);
        }
    }

    private static final class Ear extends WebSocketListener {
        private final CompletableFuture<String> heard = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public void onMessage(WebSocket socket, String text) {
            heard.complete(text);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            closed.complete(code);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable cause, @Nullable Response answer) {
            heard.completeExceptionally(cause);
            closed.completeExceptionally(cause);
        }
    }
}
