package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.ConnectionPipeline;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The sockets of clients as the listener hands them out.
final class ClientSocketTest {
    @Test
    void a_client_that_vanishes_is_found_out_by_probes_and_small_answers_are_not_held_back() throws Exception {
        Assumptions.assumeTrue(Transport.best() == Transport.EPOLL, "inherited socket options are Linux' own");
        FirstConnection first = new FirstConnection();
        try (GatewayFixture gateway = GatewaySetup.USUAL.withSteps(usual -> first).start()) {
            gateway.client();

            Map<ChannelOption<?>, Object> options = first.options.get(5, TimeUnit.SECONDS);

            assertThat(options).containsEntry(ChannelOption.SO_KEEPALIVE, true)
                    .containsEntry(EpollChannelOption.TCP_KEEPIDLE, 60)
                    .containsEntry(EpollChannelOption.TCP_KEEPINTVL, 15)
                    .containsEntry(EpollChannelOption.TCP_KEEPCNT, 4)
                    .containsEntry(ChannelOption.TCP_NODELAY, true);
        }
    }

    /// Reads the options of the first connection, where they may be read, and closes it.
    private static final class FirstConnection implements ConnectionPipeline {
        private final CompletableFuture<Map<ChannelOption<?>, Object>> options = new CompletableFuture<>();

        @Override
        public void begin(ClientConnection connection) {
            Map<ChannelOption<?>, Object> found = new HashMap<>(connection.channel().config().getOptions());
            connection.closeNow();
            options.complete(found);
        }

        @Override
        public void detect(ClientConnection connection) {
            throw new AssertionError("closed before");
        }

        @Override
        public void http(ClientConnection connection) {
            throw new AssertionError("closed before");
        }

        @Override
        public void socks5(ClientConnection connection) {
            throw new AssertionError("closed before");
        }

        @Override
        public void tls(ClientConnection connection) {
            throw new AssertionError("closed before");
        }
    }
}
