package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.transport.Transport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/// Clients that the kernel has let in, and whom nobody has accepted yet when the gateway stops listening.
class LastInQueueTest {
    /// More than are accepted in one turn of a loop.
    private static final int WAITING = 200;

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

    /// Keeps the loop from accepting.
    private static void hold(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
