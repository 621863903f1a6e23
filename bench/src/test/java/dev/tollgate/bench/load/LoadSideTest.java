package dev.tollgate.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The load side with its own origin, and no proxy between.
@EnabledOnOs(OS.LINUX)
class LoadSideTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    @AutoClose
    private final LoadSide load = new LoadSide();

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"FETCH", "REQUEST", "PING_PONG"})
    void every_kind_of_operation_is_counted_and_none_fails(Kind kind) {
        Outcome outcome = load.run(Entrance.direct(load.originPort()), kind, 4, SHORT, SHORT, Meter.NONE);

        assertThat(outcome.firstError()).isEmpty();
        assertThat(outcome.operations()).isPositive();
        assertThat(outcome.latencies().micros(0.5)).isPositive().isLessThanOrEqualTo(outcome.latencies().micros(0.99));
    }

    @Test
    void a_download_counts_its_bytes() {
        Outcome outcome = load.run(Entrance.direct(load.originPort()), Kind.DOWNLOAD, 2, SHORT, SHORT, Meter.NONE);

        assertThat(outcome.firstError()).isEmpty();
        assertThat(outcome.bytes()).isGreaterThan(Origin.CHUNK);
    }

    @Test
    void idle_connections_stay_until_all_are_there() {
        Outcome outcome = load.idle(Entrance.direct(load.originPort()), 300, Duration.ZERO, Meter.NONE);

        assertThat(outcome.firstError()).isEmpty();
        assertThat(outcome.operations()).isEqualTo(300);
    }

    @Test
    void a_relay_that_changes_no_byte_passes() {
        assertThat(load.integrity(Entrance.direct(load.originPort()))).isEmpty();
    }

    @Test
    void a_relay_that_changes_one_byte_is_found_out() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> relayBadly(listener, load.originPort()));

            assertThat(load.integrity(Entrance.direct(listener.getLocalPort()))).contains("other bytes came back");
        }
    }

    @Test
    void a_port_where_nobody_listens_is_an_error_and_not_a_rate() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
        }

        assertThat(load.integrity(Entrance.direct(port))).contains("cannot connect");
    }

    /// Passes bytes on, one of them changed.
    private static void relayBadly(ServerSocket listener, int originPort) {
        try (Socket client = listener.accept();
                Socket origin = new Socket(InetAddress.getLoopbackAddress(), originPort)) {
            InputStream in = client.getInputStream();
            OutputStream out = origin.getOutputStream();
            Thread.ofVirtual().start(() -> copy(origin, client));
            out.write(in.readNBytes(5_000));
            out.write(in.read() ^ 1);
            in.transferTo(out);
        } catch (IOException _) {
            // The load side hangs up as soon as it has seen the changed byte.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // As above.
        }
    }
}
