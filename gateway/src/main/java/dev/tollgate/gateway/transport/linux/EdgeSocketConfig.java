package dev.tollgate.gateway.transport.linux;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DuplexChannelConfig;
import java.util.Map;
import java.util.Objects;

/// The options of an [EdgeSocketChannel]. Those of the socket go to the kernel when they are set, or as soon as there is a
/// socket; TCP_NODELAY is always on.
public final class EdgeSocketConfig extends DefaultChannelConfig implements DuplexChannelConfig {
    private final EdgeSocketChannel edge;
    private int linger = -1;
    private boolean halfClosure;

    EdgeSocketConfig(EdgeSocketChannel channel) {
        super(channel);
        this.edge = channel;
    }

    /// To the socket that the channel has got.
    void apply(int fd) {
        if (linger >= 0) {
            SocketOptions.linger(fd, linger);
        }
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        validate(option, value);
        if (option.equals(ChannelOption.SO_LINGER)) {
            linger = (Integer) value;
            int fd = edge.number();
            if (fd >= 0) {
                SocketOptions.linger(fd, linger);
            }
            return true;
        }
        if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
            setAllowHalfClosure((Boolean) value);
            return true;
        }
        return super.setOption(option, value);
    }

    // The cast follows from the option's own type.
    @SuppressWarnings("unchecked")
    @Override
    public <T> T getOption(ChannelOption<T> option) {
        Objects.requireNonNull(option, "option");
        if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
            return (T) (Boolean) halfClosure;
        }
        if (option.equals(ChannelOption.SO_LINGER)) {
            return (T) (Integer) linger;
        }
        if (option.equals(ChannelOption.TCP_NODELAY)) {
            return (T) (Boolean) (tcp(SocketOptions.NO_DELAY) != 0);
        }
        if (option.equals(ChannelOption.SO_KEEPALIVE)) {
            return (T) (Boolean) (SocketOptions.get(edge.requireNumber(), SocketOptions.SOCKET,
                    SocketOptions.KEEP_ALIVE) != 0);
        }
        if (option.equals(EpollChannelOption.TCP_KEEPIDLE)) {
            return (T) (Integer) tcp(SocketOptions.KEEP_IDLE);
        }
        if (option.equals(EpollChannelOption.TCP_KEEPINTVL)) {
            return (T) (Integer) tcp(SocketOptions.KEEP_INTERVAL);
        }
        if (option.equals(EpollChannelOption.TCP_KEEPCNT)) {
            return (T) (Integer) tcp(SocketOptions.KEEP_COUNT);
        }
        return super.getOption(option);
    }

    private int tcp(int option) {
        return SocketOptions.get(edge.requireNumber(), SocketOptions.TCP, option);
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(super.getOptions(), ChannelOption.ALLOW_HALF_CLOSURE, ChannelOption.SO_LINGER,
                ChannelOption.TCP_NODELAY, ChannelOption.SO_KEEPALIVE, EpollChannelOption.TCP_KEEPIDLE,
                EpollChannelOption.TCP_KEEPINTVL, EpollChannelOption.TCP_KEEPCNT);
    }

    @Override
    public boolean isAllowHalfClosure() {
        return halfClosure;
    }

    @Override
    public EdgeSocketConfig setAllowHalfClosure(boolean allowed) {
        halfClosure = allowed;
        return this;
    }

    @Override
    public EdgeSocketConfig setAutoRead(boolean on) {
        super.setAutoRead(on);
        return this;
    }

    @Override
    public EdgeSocketConfig setAutoClose(boolean on) {
        super.setAutoClose(on);
        return this;
    }

    @Override
    public EdgeSocketConfig setWriteBufferWaterMark(WriteBufferWaterMark marks) {
        super.setWriteBufferWaterMark(marks);
        return this;
    }

    @Override
    public EdgeSocketConfig setConnectTimeoutMillis(int millis) {
        super.setConnectTimeoutMillis(millis);
        return this;
    }

    @Override
    public EdgeSocketConfig setMessageSizeEstimator(MessageSizeEstimator estimator) {
        super.setMessageSizeEstimator(estimator);
        return this;
    }

    @Override
    public EdgeSocketConfig setRecvByteBufAllocator(RecvByteBufAllocator sizes) {
        super.setRecvByteBufAllocator(sizes);
        return this;
    }

    @Override
    public EdgeSocketConfig setAllocator(ByteBufAllocator allocator) {
        super.setAllocator(allocator);
        return this;
    }

    @Override
    public EdgeSocketConfig setWriteSpinCount(int times) {
        super.setWriteSpinCount(times);
        return this;
    }

    @Override
    // Netty has deprecated it, and the interface still asks for it.
    @Deprecated
    public EdgeSocketConfig setMaxMessagesPerRead(int most) {
        super.setMaxMessagesPerRead(most);
        return this;
    }

    @Override
    protected void autoReadCleared() {
        edge.readNotWanted();
    }
}
