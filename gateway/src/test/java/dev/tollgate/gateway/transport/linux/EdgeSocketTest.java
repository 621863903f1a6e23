package dev.tollgate.gateway.transport.linux;

import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(30)
final class EdgeSocketTest {
    private static final int NO_DESCRIPTOR = 1 << 28;

    private EventLoopGroup group;
    private IoEventLoop loop;
    private io.netty.channel.unix.Socket listener;

    @BeforeAll
    static void on_linux() {
        assumeTrue(Transport.best() == Transport.EPOLL, "these sockets are Linux' own");
    }

    @BeforeEach
    void open() throws IOException {
        group = Transport.EPOLL.newGroup(1);
        loop = (IoEventLoop) group.next();
        listener = io.netty.channel.unix.Socket.newSocketStream();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.listen(10);
    }

    @AfterEach
    void close() throws Exception {
        listener.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /// An owner to whom something happens on which nobody has counted.
    private static final class Failing implements EdgeSocket.Owner {
        private final CompletableFuture<Boolean> closing = new CompletableFuture<>();

        @Override
        public void ready(int events) {
            throw new OutOfMemoryError("of a test");
        }

        @Override
        public void closing() {
            closing.complete(true);
        }
    }

    /// Netty ends a loop at an error, and at an exception drops all events that it has not passed on, which are not told again.
    @Test
    void an_owner_that_fails_loses_its_own_socket_only() throws Exception {
        try (Socket one = peer(); Socket other = peer()) {
            Failing failing = new Failing();
            CompletableFuture<Integer> told = new CompletableFuture<>();
            int[] legs = {accept(), accept()};

            loop.submit(() -> {
                EdgeSocket.adopt(legs[0], loop, failing);
                EdgeSocket.adopt(legs[1], loop, told::complete);
                one.getOutputStream().write(1);
                other.getOutputStream().write(1);
                return true;
            }).get(10, TimeUnit.SECONDS);

            assertThat(told.get(10, TimeUnit.SECONDS) & EdgeSocket.READABLE).isPositive();
            assertThat(failing.closing.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(loop.submit(() -> true).get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_socket_that_cannot_be_watched_is_closed() throws Exception {
        AtomicInteger closed = new AtomicInteger();

        loop.submit(() -> EdgeSocket.adopt(NO_DESCRIPTOR, loop, new EdgeSocket.Owner() {
            @Override
            public void ready(int events) {
                throw new AssertionError("nothing can be told of it");
            }

            @Override
            public void closing() {
                closed.incrementAndGet();
            }
        })).get(10, TimeUnit.SECONDS);

        assertThat(closed).hasValue(1);
    }

    @Test
    void an_address_of_ipv6_is_not_cut_to_one_of_ipv4() {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.ofLiteral("::1"), 80);

        assertThat(SocketAddresses.fits(SocketAddresses.INET, loopback)).isFalse();
        assertThat(SocketAddresses.fits(SocketAddresses.INET6, loopback)).isTrue();
        assertThat(SocketAddresses.fits(SocketAddresses.INET, new InetSocketAddress(InetAddress.ofLiteral("::"), 80)))
                .isTrue();
        assertThat(SocketAddresses.fits(SocketAddresses.INET6, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"),
                80))).isTrue();
    }

    private Socket peer() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), listener.localAddress().getPort());
    }

    private int accept() throws IOException {
        return listener.accept(new byte[26]);
    }
}
