package dev.tollgate.gateway.relay.splice;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.relay.Closing;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
final class SpliceTunnelTest {
    private static final int MUCH = 32 << 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void little_is_copied_and_much_is_spliced() throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(4)) {
            SplicedSockets.Pair pair = sockets.tunnel();
            say(pair.client(), "hello");
            hears(pair.target(), "hello");
            assertThat(sockets.relay().splicedBytes()).isZero();

            send(pair.client(), pair.target(), MUCH);

            assertThat(sockets.relay().splicedBytes()).isGreaterThan(MUCH / 2);
            await().untilAsserted(() -> assertThat(sockets.relay().pipesInUse()).isZero());
            long before = sockets.relay().splicedBytes();
            for (int i = 0; i < 20; i++) {
                say(pair.client(), "little once more");
                hears(pair.target(), "little once more");
            }
            // The first of these may have found the direction still in its upper gear.
            assertThat(sockets.relay().splicedBytes() - before).isLessThanOrEqualTo(16);
            pair.client().close();
            pair.target().close();
            assertThat(pair.closing()).isEqualTo(new Closing(Ending.COMPLETE, MUCH + 5 + 20 * 16, 0));
        }
    }

    private void send(Socket from, Socket to, int size) throws Exception {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        Future<?> sending = threads.submit(() -> {
            from.getOutputStream().write(noise);
            return 0;
        });
        assertThat(to.getInputStream().readNBytes(size)).isEqualTo(noise);
        assertThat(sending.get()).isEqualTo(0);
    }

    private static void say(Socket socket, String text) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(US_ASCII));
    }

    private static void hears(Socket socket, String text) throws Exception {
        assertThat(new String(socket.getInputStream().readNBytes(text.length()), US_ASCII)).isEqualTo(text);
    }
}
