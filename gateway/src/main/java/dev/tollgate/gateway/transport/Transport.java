package dev.tollgate.gateway.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ThreadFactory;

/// One of Netty's ways to do I/O, with the channel types that belong together. A channel of one never runs on a group of
/// another.
public enum Transport {
    /// Linux' own, which splicing needs.
    EPOLL(EpollSocketChannel.class, EpollServerSocketChannel.class, EpollDatagramChannel.class) {

        @Override
        public SocketChannel newSocketChannel() {
            return new EpollSocketChannel();
        }

        @Override
        public ServerChannel adopt(int descriptor) {
            return new EpollServerSocketChannel(descriptor);
        }

        @Override
        IoHandlerFactory handlers() {
            return LastingEpollHandler.newFactory();
        }
    },
    /// The JDK's selector: everywhere else.
    NIO(NioSocketChannel.class, NioServerSocketChannel.class, NioDatagramChannel.class) {

        @Override
        public SocketChannel newSocketChannel() {
            return new NioSocketChannel();
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

    private final Class<? extends SocketChannel> channelClass;
    private final Class<? extends ServerSocketChannel> serverChannelClass;
    private final Class<? extends DatagramChannel> datagramChannelClass;

    Transport(Class<? extends SocketChannel> channelClass, Class<? extends ServerSocketChannel> serverChannelClass,
            Class<? extends DatagramChannel> datagramChannelClass) {
        this.channelClass = channelClass;
        this.serverChannelClass = serverChannelClass;
        this.datagramChannelClass = datagramChannelClass;
    }

    /// The fastest that this machine has.
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    public Class<? extends SocketChannel> channelClass() {
        return channelClass;
    }

    public Class<? extends ServerSocketChannel> serverChannelClass() {
        return serverChannelClass;
    }

    public Class<? extends DatagramChannel> datagramChannelClass() {
        return datagramChannelClass;
    }

    /// A socket that is neither registered nor connected.
    ///
    /// @throws io.netty.channel.ChannelException when the process is out of descriptors
    public abstract SocketChannel newSocketChannel();

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
