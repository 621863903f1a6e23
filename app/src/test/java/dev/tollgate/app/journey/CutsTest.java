package dev.tollgate.app.journey;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.Tunnel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of open exchanges when their sub-user changes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutsTest {
    private static final Duration PROMISED = Duration.ofSeconds(1);

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
    void an_open_tunnel_and_a_running_download_are_cut_within_a_second_of_disabling() throws IOException {
        SubUser subUser = stage.node().api().createSubUser("cut");
        SubUser other = stage.node().api().createSubUser("other");
        try (Tunnel tunnel = tunnel(subUser);
                Tunnel untouched = tunnel(other);
                Socket download = Wire.dial(stage.port());
                Socket tlsDownload = Wire.dialTls(stage.port())) {
            for (Socket socket : new Socket[]{download, tlsDownload}) {
                Wire.send(socket, Wire.get(stage.plain().url("/endless"),
                        Wire.credentials(subUser.residential(), subUser.password())));
                assertThat(Wire.head(socket).status()).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(tunnel.echoed("before".getBytes(UTF_8))).isEqualTo("before");

            stage.node().api().disable(subUser);
            long since = System.nanoTime();
            tunnel.awaitEnd();
            awaitEnd(download);
            awaitEnd(tlsDownload);

            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(PROMISED);
            assertThat(untouched.echoed("still".getBytes(UTF_8))).isEqualTo("still");
        }
    }

    @Test
    void a_deleted_sub_users_new_requests_are_turned_away_at_once_while_its_tunnels_may_finish() throws IOException {
        SubUser subUser = stage.node().api().createSubUser("deleted");
        try (Tunnel tunnel = tunnel(subUser)) {
            stage.node().api().delete("/subusers/" + subUser.id()).expect(204);

            assertThat(Wire.ask(stage.port(), Wire.get(stage.plain().url("/hello"),
                    Wire.credentials(subUser.residential(), subUser.password()))).code()).isEqualTo("auth-failed");
            assertThat(tunnel.echoed("finishing".getBytes(UTF_8))).isEqualTo("finishing");
        }
    }

    @Test
    void a_rotation_leaves_open_tunnels_alone() throws IOException {
        SubUser subUser = stage.node().api().createSubUser("rotated");
        try (Tunnel tunnel = tunnel(subUser)) {
            stage.node().api().post("/subusers/" + subUser.id() + "/rotate-password", "{}").expect(200);

            assertThat(tunnel.echoed("going on".getBytes(UTF_8))).isEqualTo("going on");
        }
    }

    private Tunnel tunnel(SubUser subUser) throws IOException {
        return Tunnel.connect(stage.port(), subUser.residential(), subUser.password(),
                stage.node().echo().authority()).expectStatus(200);
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return;
        }
    }
}
