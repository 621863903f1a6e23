package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/// Clients that the kernel has let in, and whom nobody has accepted yet when the gateway stops listening.
class LastInQueueTest {
    /// More than are accepted in one turn of a loop.
    private static final int WAITING = 200;
    private static final int STOPS = 8;
    private static final int COMERS = 64;
    /// Without credentials: it is answered at once.
    private static final byte[] REQUEST = "GET http://192.0.2.1/ HTTP/1.1\r\nHost: 192.0.2.1\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void who_waits_when_a_gateway_stops_listening_is_accepted_still(Transport transport) throws Exception {
        assumeThat(transport == Transport.NIO || Transport.best() == Transport.EPOLL).isTrue();
        try (GatewayFixture gateway = GatewaySetup.USUAL.with(transport).start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            gateway.loops().getFirst().eventLoop().execute(() -> hold(go));
            for (int i = 0; i < WAITING; i++) {
                gateway.client();
            }

            Future<?> drained = threads.submit(gateway.server()::drain);
            go.countDown();
            drained.get();

            assertThat(gateway.server().listens()).isFalse();
            assertThat(gateway.server().connections()).isEqualTo(WAITING);
        }
    }

    /// Clients who come again and again while it stops listening: each is served, or refused before it is let in. Of a client who was let in
    /// and then reset, nobody could tell whether its request was done.
    @Test
    void nobody_is_let_in_and_then_reset() throws Exception {
        assumeThat(Transport.best()).isEqualTo(Transport.EPOLL);
        for (int i = 0; i < STOPS; i++) {
            try (GatewayFixture gateway = new GatewayFixture();
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                int port = gateway.server().listening().port();
                CountDownLatch coming = new CountDownLatch(5 * COMERS);
                List<Future<String>> comers = new ArrayList<>();
                for (int j = 0; j < COMERS; j++) {
                    comers.add(threads.submit(() -> comeUntilRefused(port, coming)));
                }
                coming.await();

                gateway.server().drain();

                for (Future<String> comer : comers) {
                    assertThat(comer.get()).isEqualTo("refused");
                }
                await().until(() -> gateway.server().connections() == 0);
                while (gateway.recordsLeft() > 0) {
                    gateway.record();
                }
            }
        }
    }

    /// @return what became of the one who was not served
    private static String comeUntilRefused(int port, CountDownLatch coming) {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(REQUEST);
                if (socket.getInputStream().read() < 0) {
                    return "ended without an answer";
                }
                coming.countDown();
            } catch (ConnectException e) {
                return "refused";
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    /// Keeps the loop from accepting.
    private static void hold(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
