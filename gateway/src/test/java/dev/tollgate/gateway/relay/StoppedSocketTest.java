package dev.tollgate.gateway.relay;

import dev.tollgate.gateway.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class StoppedSocketTest {
    private static final int SENT = 100_000;

    @ParameterizedTest
    @EnumSource
    void what_stands_before_a_fin_can_be_read_by_whoever_was_stopped_when_it_came(Transport transport)
            throws Exception {
        Assumptions.assumeTrue(transport == Transport.NIO || Transport.best() == Transport.EPOLL, "there is no epoll");
        Counting counting = new Counting();
        try (EventLoopGroup group = transport.newGroup(1);
                ServerSocket peer = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Channel channel = new Bootstrap().group(group).channel(transport.channelClass())
                    .option(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.OPEN)
                    .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .handler(counting).connect(peer.getLocalSocketAddress()).sync().channel();
            channel.eventLoop().submit(() -> ReceiveBuffers.reading(channel, false)).sync();
            try (Socket sender = peer.accept()) {
                sender.getOutputStream().write(new byte[SENT]);
            }
            channel.eventLoop().submit(() -> {}).sync();
            assertThat(counting.bytes).hasValue(0);

            channel.eventLoop().submit(() -> ReceiveBuffers.reading(channel, true)).sync();

            assertThat(counting.ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(counting.bytes).hasValue(SENT);
            channel.close().sync();
        }
    }

    private static final class Counting extends SimpleChannelInboundHandler<ByteBuf> {
        private final AtomicLong bytes = new AtomicLong();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
            bytes.addAndGet(message.readableBytes());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            ended.countDown();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended.countDown();
        }
    }
}
