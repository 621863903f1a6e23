package dev.tollgate.gateway.transport.linux;

import dev.tollgate.gateway.ScarceMemory;
import dev.tollgate.gateway.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What handlers may rely on, whichever way the connection came to be. `peer` is the other end, a socket of the JDK.
@Timeout(30)
final class EdgeSocketChannelTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int MUCH = 3_000_001;

    private final Events events = new Events();
    private EventLoopGroup group;
    private ServerSocket listener;
    private @Nullable Socket peer;

    @BeforeAll
    static void on_linux() {
        assumeTrue(Transport.best() == Transport.EPOLL, "these sockets are Linux' own");
    }

    @BeforeEach
    void open() throws IOException {
        group = Transport.EPOLL.newGroup(1);
        listener = new ServerSocket(0, 10, LOOPBACK);
    }

    @AfterEach
    void close() throws Exception {
        if (peer != null) {
            peer.close();
        }
        listener.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void a_port_without_a_listener_refuses() throws Exception {
        int port = listener.getLocalPort();
        listener.close();

        ChannelFuture attempt = bootstrap().connect(LOOPBACK, port).await();

        assertThat(attempt.cause()).isInstanceOf(ConnectException.class).hasMessageContaining("error(-111)");
        assertThat(attempt.channel().isOpen()).isFalse();
    }

    @Test
    void a_connection_knows_both_its_ends() throws Exception {
        Channel channel = connected();

        assertThat(channel.remoteAddress()).isEqualTo(listener.getLocalSocketAddress());
        assertThat(channel.localAddress()).isEqualTo(peer().getRemoteSocketAddress());
    }

    @Test
    void small_pieces_are_never_held_back() throws Exception {
        assertThat(connected().config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
        assertThat(accepted().config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
    }

    @Test
    void an_accepted_connection_inherits_what_was_set_on_the_listener() throws Exception {
        Channel channel = accepted();

        assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
        assertThat(channel.config().getOption(EpollChannelOption.TCP_KEEPIDLE)).isEqualTo(77);
        assertThat(channel.remoteAddress()).isEqualTo(peer().getLocalSocketAddress());
    }

    @Test
    void nothing_is_read_while_reading_is_off_and_all_of_it_afterwards() throws Exception {
        Channel channel = connected();
        on(channel, () -> channel.config().setAutoRead(false));
        peer().getOutputStream().write("before the end".getBytes(US_ASCII));
        peer().shutdownOutput();
        on(channel, () -> null);
        assertThat(events.seen).isEmpty();

        on(channel, () -> channel.config().setAutoRead(true));

        assertThat(events.next()).isEqualTo("before the end");
        assertThat(events.next()).isEqualTo("end");
    }

    @Test
    void a_single_read_is_answered_by_a_single_piece() throws Exception {
        Channel channel = connected();
        on(channel, () -> channel.config().setAutoRead(false));
        on(channel, channel::read);

        peer().getOutputStream().write("one".getBytes(US_ASCII));
        assertThat(events.next()).isEqualTo("one");
        peer().getOutputStream().write("two".getBytes(US_ASCII));
        on(channel, () -> null);
        assertThat(events.seen).isEmpty();
        on(channel, channel::read);

        assertThat(events.next()).isEqualTo("two");
    }

    @Test
    void a_reset_closes_at_once_although_nobody_reads() throws Exception {
        Channel channel = connected();
        on(channel, () -> channel.config().setAutoRead(false));

        reset(peer());

        assertThat(events.next()).isEqualTo("broken");
        assertThat(events.next()).isEqualTo("gone");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_reset_behind_the_end_of_the_stream_closes_too() throws Exception {
        Channel channel = connected();
        peer().shutdownOutput();
        assertThat(events.next()).isEqualTo("end");

        reset(peer());

        assertThat(events.next()).isEqualTo("broken");
        assertThat(events.next()).isEqualTo("gone");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void the_end_of_the_stream_closes_where_half_closing_is_not_allowed() throws Exception {
        Channel channel = connected();
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);

        peer().shutdownOutput();

        assertThat(events.next()).isEqualTo("gone");
    }

    @Test
    void after_the_peer_has_finished_it_can_still_be_answered() throws Exception {
        Channel channel = connected();
        peer().shutdownOutput();
        assertThat(events.next()).isEqualTo("end");

        channel.writeAndFlush(Unpooled.copiedBuffer("still here", US_ASCII)).sync();
        on(channel, () -> ((EdgeSocketChannel) channel).shutdownOutput());

        assertThat(new String(peer().getInputStream().readAllBytes(), US_ASCII)).isEqualTo("still here");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void much_more_than_the_kernel_takes_arrives_in_order_however_it_was_cut() throws Exception {
        Channel channel = connected();
        byte[] sent = new byte[MUCH];
        new Random(7).nextBytes(sent);

        ChannelFuture written = channel.eventLoop().submit(() -> {
            channel.write(Unpooled.wrappedBuffer(sent, 0, 1_000));
            channel.write(Unpooled.EMPTY_BUFFER);
            channel.write(Unpooled.directBuffer(70_000).writeBytes(sent, 1_000, 70_000));
            CompositeByteBuf parts = Unpooled.compositeBuffer();
            parts.addComponent(true, Unpooled.directBuffer(9_000).writeBytes(sent, 71_000, 9_000));
            parts.addComponent(true, Unpooled.directBuffer(500_000).writeBytes(sent, 80_000, 500_000));
            channel.write(parts);
            return channel.writeAndFlush(Unpooled.wrappedBuffer(sent, 580_000, MUCH - 580_000));
        }).get();

        assertThat(peer().getInputStream().readNBytes(MUCH)).isEqualTo(sent);
        assertThat(written.sync().isSuccess()).isTrue();
    }

    @Test
    void urgent_bytes_do_not_keep_what_lies_behind_them() throws Exception {
        connected();

        peer().getOutputStream().write("a".getBytes(US_ASCII));
        peer().sendUrgentData('!');
        peer().getOutputStream().write("b".getBytes(US_ASCII));

        StringBuilder heard = new StringBuilder();
        while (heard.length() < 2) {
            heard.append(events.next());
        }
        assertThat(heard).hasToString("ab");
    }

    @Test
    void what_was_written_when_the_peer_resets_fails() throws Exception {
        Channel channel = connected();
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[20 << 20]));

        reset(peer());

        assertThat(written.await().isSuccess()).isFalse();
        assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_detached_socket_outlives_its_channel() throws Exception {
        EdgeSocketChannel channel = (EdgeSocketChannel) connected();

        EdgeSocket socket = on(channel, channel::detach).orElseThrow();

        assertThat(events.next()).isEqualTo("gone");
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(socket.isOpen()).isTrue();
        assertThat(on(channel, channel::detach)).isEmpty();
        on(channel, () -> {
            socket.close();
            return Optional.empty();
        });
        assertThat(peer().getInputStream().read(new byte[1])).isEqualTo(-1);
    }

    @Test
    void a_channel_with_bytes_that_are_not_written_keeps_its_socket() throws Exception {
        EdgeSocketChannel channel = (EdgeSocketChannel) connected();
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[20 << 20]));

        assertThat(on(channel, channel::detach)).isEmpty();

        channel.close().sync();
    }

    @Test
    void closing_while_it_connects_fails_the_attempt() throws Exception {
        EdgeSocketChannel channel = new EdgeSocketChannel();
        group.register(channel).sync();

        ChannelFuture attempt = channel.eventLoop().submit(() -> {
            ChannelFuture begun = channel.connect(listener.getLocalSocketAddress());
            channel.close();
            return begun;
        }).get();

        assertThat(attempt.await().isSuccess()).isFalse();
    }

    /// Events reach whoever has the descriptor number now: also those that were meant for who had it before, in the same batch.
    @Test
    void an_event_that_was_meant_for_another_does_not_connect() throws Exception {
        try (ServerSocket crowded = new ServerSocket(0, 1, LOOPBACK);
                Socket one = new Socket();
                Socket two = new Socket()) {
            one.connect(crowded.getLocalSocketAddress());
            two.connect(crowded.getLocalSocketAddress());
            EdgeSocketChannel channel = new EdgeSocketChannel();
            group.register(channel).sync();

            ChannelFuture attempt = on(channel, () -> {
                ChannelFuture begun = channel.connect(crowded.getLocalSocketAddress());
                channel.ready(EdgeSocket.READABLE);
                channel.ready(EdgeSocket.WRITABLE);
                channel.ready(EdgeSocket.READABLE | EdgeSocket.PEER_FINISHED | EdgeSocket.WRITABLE
                        | EdgeSocket.HUNG_UP | EdgeSocket.FAILED);
                return begun;
            });
            assertThat(attempt.isDone()).isFalse();
            on(channel, () -> {
                channel.ready(EdgeSocket.READABLE | EdgeSocket.HUNG_UP | EdgeSocket.FAILED);
                return true;
            });
            assertThat(attempt.isDone()).isFalse();
            assertThat(channel.isActive()).isFalse();

            channel.close().sync();
        }
    }

    @Test
    void a_read_that_was_asked_for_is_made_although_an_event_of_writing_comes_first() throws Exception {
        EdgeSocketChannel channel = (EdgeSocketChannel) connected();
        on(channel, () -> channel.config().setAutoRead(false));
        peer().getOutputStream().write("unread".getBytes(US_ASCII));
        await().untilAsserted(() -> assertThat(on(channel, channel::hasUnread)).isTrue());

        on(channel, () -> {
            channel.read();
            channel.ready(EdgeSocket.WRITABLE);
            return true;
        });

        assertThat(events.next()).isEqualTo("unread");
    }

    /// One event tells of the connection and of its first bytes, and no other follows.
    @Test
    void what_a_server_says_first_is_known_to_whoever_takes_the_socket_at_once() throws Exception {
        EdgeSocketChannel channel = new EdgeSocketChannel();
        group.register(channel).sync();
        on(channel, () -> channel.config().setAutoRead(false));
        CompletableFuture<Boolean> left = new CompletableFuture<>();

        peer = on(channel, () -> {
            channel.connect(listener.getLocalSocketAddress())
                    .addListener(done -> left.complete(channel.detach().orElseThrow().mayBeReadable()));
            Socket accepted = listener.accept();
            accepted.getOutputStream().write("welcome".getBytes(US_ASCII));
            return accepted;
        });

        assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void who_sends_without_end_does_not_keep_the_others_waiting() throws Exception {
        Channel busy = connected();
        Socket busyPeer = peer();
        Channel other = bootstrap().connect(listener.getLocalSocketAddress()).sync().channel();
        try (Socket otherPeer = listener.accept()) {
            Flood flood = new Flood(busyPeer, otherPeer);
            on(busy, () -> busy.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(1_000)));
            on(busy, () -> busy.pipeline().addFirst(flood));
            on(other, () -> other.pipeline().addFirst(flood.theOther()));

            busyPeer.getOutputStream().write(new byte[200_000]);

            assertThat(flood.waited.get(10, TimeUnit.SECONDS)).isLessThan(64);
        }
    }

    @Test
    void a_read_that_finds_no_memory_closes_its_connection_only() throws Exception {
        Channel channel = connected();
        ScarceMemory memory = new ScarceMemory();
        on(channel, () -> channel.config().setAllocator(memory));
        memory.runsOut();

        peer().getOutputStream().write(1);

        assertThat(events.next()).isEqualTo("broken");
        assertThat(events.next()).isEqualTo("gone");
        assertThat(on(channel, () -> true)).isTrue();
    }

    @Test
    void a_socket_that_was_detached_says_whether_something_is_left_to_read() throws Exception {
        EdgeSocketChannel read = (EdgeSocketChannel) connected();
        peer().getOutputStream().write("all of it".getBytes(US_ASCII));
        assertThat(events.next()).isEqualTo("all of it");
        assertThat(on(read, read::detach).orElseThrow().mayBeReadable()).isFalse();

        EdgeSocketChannel unread = (EdgeSocketChannel) connected();
        on(unread, () -> unread.config().setAutoRead(false));
        peer().getOutputStream().write("unread".getBytes(US_ASCII));
        await().untilAsserted(() -> assertThat(on(unread, unread::hasUnread)).isTrue());
        assertThat(on(unread, unread::detach).orElseThrow().mayBeReadable()).isTrue();

        EdgeSocketChannel ended = (EdgeSocketChannel) connected();
        assertThat(events.next()).isEqualTo("gone");
        peer().shutdownOutput();
        assertThat(events.seen.poll(10, TimeUnit.SECONDS)).isNotNull();
        await().until(ended::isInputShutdown);
        assertThat(on(ended, ended::detach).orElseThrow().mayBeReadable()).isTrue();
    }

    @Test
    void all_who_come_in_a_storm_are_accepted_and_so_is_who_comes_after_a_pause() throws Exception {
        BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        Channel server = server(accepted);
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                clients.add(new Socket(LOOPBACK, port));
                assertThat(accepted.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
            CountDownLatch storm = new CountDownLatch(1);
            server.eventLoop().execute(() -> awaits(storm));
            for (int i = 0; i < 300; i++) {
                clients.add(new Socket(LOOPBACK, port));
            }
            storm.countDown();
            for (int i = 0; i < 300; i++) {
                assertThat(accepted.poll(10, TimeUnit.SECONDS)).isNotNull();
            }

            on(server, () -> server.config().setAutoRead(false));
            clients.add(new Socket(LOOPBACK, port));
            on(server, () -> null);
            assertThat(accepted).isEmpty();
            on(server, () -> server.config().setAutoRead(true));
            assertThat(accepted.poll(10, TimeUnit.SECONDS)).isNotNull();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bootstrap bootstrap() {
        return new Bootstrap().group(group).channel(EdgeSocketChannel.class)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true).handler(events);
    }

    private Channel connected() throws Exception {
        Channel channel = bootstrap().connect(listener.getLocalSocketAddress()).sync().channel();
        if (peer != null) {
            peer.close();
        }
        peer = listener.accept();
        return channel;
    }

    private Channel accepted() throws Exception {
        BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        Channel server = server(accepted);
        if (peer != null) {
            peer.close();
        }
        peer = new Socket(LOOPBACK, ((InetSocketAddress) server.localAddress()).getPort());
        return Optional.ofNullable(accepted.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    private Channel server(BlockingQueue<Channel> accepted) throws Exception {
        return new ServerBootstrap().group(group).channel(EdgeServerSocketChannel.class)
                .option(new IntegerUnixChannelOption("SO_KEEPALIVE", SocketOptions.SOCKET, SocketOptions.KEEP_ALIVE), 1)
                .option(new IntegerUnixChannelOption("TCP_KEEPIDLE", SocketOptions.TCP, SocketOptions.KEEP_IDLE), 77)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel child) {
                        accepted.add(child);
                    }
                }).bind(new InetSocketAddress(LOOPBACK, 0)).sync().channel();
    }

    private Socket peer() {
        return Optional.ofNullable(peer).orElseThrow();
    }

    private static <T> T on(Channel channel, Callable<T> task) throws Exception {
        return channel.eventLoop().submit(task).get(10, TimeUnit.SECONDS);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// One sender that always has more, and another who says something in the middle of it; how many reads of the first pass before
    /// the other is heard.
    private static final class Flood extends ChannelInboundHandlerAdapter {
        private static final int OTHER_SPEAKS_AT = 40;
        private static final int ENOUGH = 2_000;

        private final Socket sender;
        private final Socket other;
        private final CompletableFuture<Integer> waited = new CompletableFuture<>();
        private int reads;

        Flood(Socket sender, Socket other) {
            this.sender = sender;
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
            ByteBuf bytes = (ByteBuf) message;
            int size = bytes.readableBytes();
            bytes.release();
            reads++;
            if (reads == OTHER_SPEAKS_AT) {
                other.getOutputStream().write(1);
            }
            if (reads < ENOUGH && !waited.isDone()) {
                sender.getOutputStream().write(new byte[size]);
            }
        }

        ChannelInboundHandlerAdapter theOther() {
            return new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    ((ByteBuf) message).release();
                    waited.complete(reads - OTHER_SPEAKS_AT);
                }
            };
        }
    }

    /// Tells what happens to a channel as words.
    private static final class Events extends ChannelInboundHandlerAdapter {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return Optional.ofNullable(seen.poll(10, TimeUnit.SECONDS)).orElse("nothing");
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            seen.add(bytes.toString(US_ASCII));
            bytes.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                seen.add("end");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            seen.add("broken");
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            seen.add("gone");
        }
    }
}
