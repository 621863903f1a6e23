package dev.tollgate.gateway.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;

/// A listening socket of the JDK's selector that is IPv4's alone if its address is, and that need not turn away who waits when it
/// closes.
public final class NioListener extends NioServerSocketChannel {
    /// More than any queue of the kernel's holds.
    private static final int MOST_WAITING = 4096;

    private NioListener() {}

    private NioListener(SocketProtocolFamily family) {
        super(SelectorProvider.provider(), family);
    }

    /// One that will be bound to `address`. The JDK takes `0.0.0.0` for `::` on a socket that could have both.
    static NioListener at(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address
                ? new NioListener(SocketProtocolFamily.INET)
                : new NioListener();
    }

    /// Accepts who waits already, and closes; the kernel would reset them. It closes at once while accepting is paused. From any
    /// thread.
    ///
    /// @return done when it is closed
    public ChannelFuture closeBehindTheLast() {
        eventLoop().execute(() -> {
            if (isActive() && config().isAutoRead()) {
                acceptAll();
            }
            close();
        });
        return closeFuture();
    }

    private void acceptAll() {
        List<Object> waiting = new ArrayList<>();
        try {
            int more = 1;
            while (more > 0 && waiting.size() < MOST_WAITING) {
                more = doReadMessages(waiting);
            }
        } catch (Exception e) {
            pipeline().fireExceptionCaught(e);
        }
        waiting.forEach(pipeline()::fireChannelRead);
        pipeline().fireChannelReadComplete();
    }
}
