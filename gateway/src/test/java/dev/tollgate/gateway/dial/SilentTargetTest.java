package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.gateway.transport.SocketBudget;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Dialling a target that never answers, with real sockets: on epoll, closing a channel that still connects ends its attempt
/// within that very call.
final class SilentTargetTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1").orElseThrow();

    @ParameterizedTest
    @EnumSource
    void a_target_that_never_answers_is_given_up_in_time(Transport transport) throws Exception {
        if (transport == Transport.EPOLL && Transport.best() != Transport.EPOLL) {
            return;
        }
        EventLoopGroup group = transport.newGroup(1);
        try (SilentPort silent = new SilentPort()) {
            EventLoop loop = group.next();
            BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
            Connector connector = new SocketConnector(transport, Duration.ofMinutes(2), SocketBudget.unlimited());

            loop.execute(() -> new ConnectRace(List.of(LOOPBACK, LOOPBACK), silent.port(), loop, connector,
                    new ConnectRace.Finish() {
                        @Override
                        public void won(ChannelFuture attempt, IpAddress address) {
                            outcomes.add("won");
                        }

                        @Override
                        public void lost(ConnectFailure why) {
                            outcomes.add(why.name());
                        }
                    }).start(Duration.ofMillis(600)));

            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo(ConnectFailure.SILENT.name());
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        }
    }

    /// A listener whose backlog is full: the kernel drops what else knocks.
    private static final class SilentPort implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> waiting = new ArrayList<>();

        SilentPort() throws IOException {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(listener.getLocalSocketAddress(), 150);
                } catch (SocketTimeoutException full) {
                    return;
                }
            }
            throw new IOException("the backlog does not fill");
        }

        int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            listener.close();
        }
    }
}
