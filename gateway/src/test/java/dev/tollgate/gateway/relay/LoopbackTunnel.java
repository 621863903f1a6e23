package dev.tollgate.gateway.relay;

import dev.tollgate.gateway.TestCertificate;
import dev.tollgate.gateway.relay.splice.SpliceRelay;
import dev.tollgate.gateway.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// One tunnel between two real sockets on the loopback address, which play client and target. Closing it asserts that
/// the relay said once that it was done, closed its channels and gave back every buffer.
final class LoopbackTunnel implements AutoCloseable {
    private static final int DEADLINE = 10;

    private final Relay relay;
    private final EventLoopGroup group;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<Closing> closings = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Closing> closing = new CompletableFuture<>();
    private final ByteCount count = new ByteCount();
    private final Channel listener;
    private final Channel clientLeg;
    private final Channel targetLeg;
    private final Socket rawClient;
    private final Socket client;
    private final Socket target;
    private final Tunnel tunnel;

    /// What is special about a tunnel.
    record Setup(Transport transport, boolean tls, TunnelLimits limits, String earlyFromClient,
            String earlyFromTarget) {}

    LoopbackTunnel(Relay relay, Setup setup) throws Exception {
        this.relay = relay;
        group = setup.transport().newGroup(1);
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        listener = listen(setup, accepted);
        try (ServerSocket targets = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            rawClient = new Socket();
            rawClient.connect(listener.localAddress());
            client = setup.tls() ? inTls(rawClient) : rawClient;
            clientLeg = accepted.get(DEADLINE, TimeUnit.SECONDS);
            targetLeg = dial(setup, targets.getLocalSocketAddress());
            target = targets.accept();
        }
        client.setSoTimeout(DEADLINE * 1000);
        target.setSoTimeout(DEADLINE * 1000);
        TunnelLegs legs = new TunnelLegs(clientLeg, targetLeg, bytes(setup.earlyFromClient()),
                bytes(setup.earlyFromTarget()));
        tunnel = group.submit(() -> relay.start(legs, setup.limits(), count, this::done)).get(DEADLINE,
                TimeUnit.SECONDS);
    }

    Socket client() {
        return client;
    }

    /// The client's TCP socket, beneath TLS if there is TLS.
    Socket rawClient() {
        return rawClient;
    }

    Socket target() {
        return target;
    }

    Relay relay() {
        return relay;
    }

    Tunnel tunnel() {
        return tunnel;
    }

    ByteCount count() {
        return count;
    }

    /// Memory the relay holds for this tunnel just now.
    long held() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    Closing closing() {
        return closing.copy().orTimeout(DEADLINE, TimeUnit.SECONDS).join();
    }

    /// Ends a connection with a reset.
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        rawClient.close();
        target.close();
        closing();
        assertThat(clientLeg.isOpen()).isFalse();
        assertThat(targetLeg.isOpen()).isFalse();
        await().atMost(DEADLINE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(held()).isZero());
        assertThat(listener.close().awaitUninterruptibly().isSuccess()).isTrue();
        group.shutdownGracefully(0, DEADLINE, TimeUnit.SECONDS).awaitUninterruptibly();
        assertThat(closings).hasSize(1);
        if (relay instanceof SpliceRelay splicing) {
            assertThat(splicing.pipesInUse()).isZero();
            splicing.close();
        }
    }

    private void done(Closing how) {
        closings.add(how);
        closing.complete(how);
    }

    private Channel listen(Setup setup, CompletableFuture<Channel> accepted) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new ServerBootstrap().group(group).channelFactory(() -> setup.transport().newListener(any))
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true).childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.OPEN)
                .childOption(ChannelOption.AUTO_READ, setup.tls()).childHandler(acceptor(setup, accepted))
                .bind(any).sync().channel();
    }

    private static ChannelHandler acceptor(Setup setup, CompletableFuture<Channel> accepted) throws Exception {
        Optional<SslContext> tls = setup.tls() ? Optional.of(TestCertificate.localhost().serving()) : Optional.empty();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (tls.isPresent()) {
                    SslHandler handler = tls.get().newHandler(channel.alloc());
                    channel.pipeline().addLast(handler);
                    handler.handshakeFuture().addListener(shaken -> accepted.complete(channel));
                } else {
                    accepted.complete(channel);
                }
            }
        };
    }

    private Channel dial(Setup setup, SocketAddress address) throws Exception {
        return new Bootstrap().group(group).channel(setup.transport().channelClass())
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true).option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.OPEN).option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // The relay brings its own.
                    }
                }).connect(address).sync().channel();
    }

    private static Socket inTls(Socket raw) throws IOException {
        SSLSocket socket = (SSLSocket) TestCertificate.localhost().trusting().getSocketFactory().createSocket(raw,
                "localhost", raw
                        .getPort(),
                true);
        socket.startHandshake();
        return socket;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
