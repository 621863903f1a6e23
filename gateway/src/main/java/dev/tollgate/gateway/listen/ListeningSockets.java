package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.transport.NioListener;
import dev.tollgate.gateway.transport.linux.EdgeServerSocketChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.List;

/// The sockets that listen at one address, one for each event loop that has its own. Thread-safe.
///
/// Closing them turns away who is still waiting in their queues, unless another process has the same sockets: then they are
/// its to accept.
public final class ListeningSockets implements AutoCloseable {
    /// Before anything is listened to.
    static final ListeningSockets NONE = new ListeningSockets(List.of());

    private final List<Channel> channels;

    ListeningSockets(List<Channel> channels) {
        this.channels = List.copyOf(channels);
    }

    /// 0 where nothing is listened to.
    public int port() {
        return channels.isEmpty() ? 0 : ((InetSocketAddress) channels.getFirst().localAddress()).getPort();
    }

    /// Their numbers in this process, to pass them on to another one (ADR 0015). Empty where the transport does not tell.
    public List<Integer> descriptors() {
        return channels.stream().filter(EdgeServerSocketChannel.class::isInstance)
                .map(channel -> ((EdgeServerSocketChannel) channel).number()).toList();
    }

    /// Accepts from now on, where that has not begun.
    public void accept() {
        // On the loop, behind what still puts in place the handler of those who are accepted.
        channels.forEach(channel -> channel.eventLoop().execute(() -> channel.config().setAutoRead(true)));
    }

    /// Accepts who waits in their queues, and closes them.
    void closeBehindTheLast() {
        List<ChannelFuture> closing = channels.stream().map(ListeningSockets::closeBehindTheLast).toList();
        closing.forEach(ChannelFuture::awaitUninterruptibly);
    }

    private static ChannelFuture closeBehindTheLast(Channel channel) {
        return switch (channel) {
            case EdgeServerSocketChannel ours -> ours.closeBehindTheLast();
            case NioListener ofTheJdk -> ofTheJdk.closeBehindTheLast();
            default -> channel.close();
        };
    }

    List<Channel> channels() {
        return channels;
    }

    @Override
    public void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
    }
}
