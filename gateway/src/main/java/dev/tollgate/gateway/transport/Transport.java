package dev.tollgate.gateway.transport;

import dev.tollgate.gateway.transport.linux.EdgeServerSocketChannel;
import dev.tollgate.gateway.transport.linux.EdgeSocketChannel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;

/// One of Netty's ways to do I/O, with the channel types that belong together. A channel of one never runs on a group of
/// another.
public enum Transport {
    /// Linux' own, which splicing needs: Netty's event loops, and sockets of our own on them.
    EPOLL(EdgeSocketChannel.class, EpollSocketChannel.class, EpollDatagramChannel.class) {

        @Override
        public DuplexChannel newSocketChannel() {
            return new EdgeSocketChannel();
        }

        @Override
        public ServerChannel newListener(InetSocketAddress address) {
            return new EdgeServerSocketChannel();
        }

        @Override
        public ServerChannel adopt(int descriptor) {
            return new EdgeServerSocketChannel(descriptor);
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }
    },
    /// The JDK's selector: everywhere else.
    NIO(NioSocketChannel.class, NioSocketChannel.class, NioDatagramChannel.class) {

        @Override
        public DuplexChannel newSocketChannel() {
            return new NioSocketChannel();
        }

        @Override
        public ServerChannel newListener(InetSocketAddress address) {
            return NioListener.at(address);
        }

        @Override
        public ServerChannel adopt(int descriptor) {
            throw new UnsupportedOperationException("the JDK makes no channel of a descriptor");
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }
    };

    private final Class<? extends DuplexChannel> channelClass;
    private final Class<? extends SocketChannel> resolverChannelClass;
    private final Class<? extends DatagramChannel> datagramChannelClass;

    Transport(Class<? extends DuplexChannel> channelClass, Class<? extends SocketChannel> resolverChannelClass,
            Class<? extends DatagramChannel> datagramChannelClass) {
        this.channelClass = channelClass;
        this.resolverChannelClass = resolverChannelClass;
        this.datagramChannelClass = datagramChannelClass;
    }

    /// The fastest that this machine has.
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /// For clients and targets.
    public Class<? extends DuplexChannel> channelClass() {
        return channelClass;
    }

    /// For Netty's resolver, which asks for a type of its own when it falls back to TCP.
    public Class<? extends SocketChannel> resolverChannelClass() {
        return resolverChannelClass;
    }

    public Class<? extends DatagramChannel> datagramChannelClass() {
        return datagramChannelClass;
    }

    /// A channel that is neither registered nor connected.
    ///
    /// @throws io.netty.channel.ChannelException when the process is out of descriptors and this is noticed so early
    public abstract DuplexChannel newSocketChannel();

    /// A listening socket that will be bound to `address`: `0.0.0.0` is every address of IPv4, `::` every address.
    ///
    /// @throws io.netty.channel.ChannelException when the process is out of descriptors
    public abstract ServerChannel newListener(InetSocketAddress address);

    /// A listening socket that was opened elsewhere; the channel's from here on.
    ///
    /// @throws UnsupportedOperationException where the transport cannot
    public abstract ServerChannel adopt(int descriptor);

    /// Event loops for channels of this transport.
    public EventLoopGroup newGroup(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, handlers());
    }

    /// As [#newGroup(int)], on threads that the caller names.
    public EventLoopGroup newGroup(int threads, ThreadFactory factory) {
        return new MultiThreadIoEventLoopGroup(threads, factory, handlers());
    }

    abstract IoHandlerFactory handlers();
}
