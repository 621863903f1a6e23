package dev.tollgate.gateway.transport.linux;

import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The attempt of an [EdgeSocketChannel] to connect, from its socket to what came of it. Confined to the event loop.
final class ConnectAttempt {
    private final EdgeSocketChannel channel;
    private final EventLoop loop;
    private final ChannelPromise promise;
    private @Nullable Future<?> timeout;
    /// It is younger than the events that are being told of.
    private boolean justBegun;

    ConnectAttempt(EdgeSocketChannel channel, ChannelPromise promise) {
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.promise = promise;
    }

    void begin(InetSocketAddress to) {
        int family = SocketAddresses.family(to.getAddress());
        int fd = SystemCalls.socket(family);
        if (fd < 0) {
            fail(fd == -Errno.TOO_MANY_FILES || fd == -Errno.TABLE_FULL || fd == -Errno.NO_BUFFERS
                    ? new OutOfDescriptors(fd)
                    : Errno.connectException(fd));
            return;
        }
        EdgeSocket socket = channel.use(fd, to);
        SocketOptions.set(fd, SocketOptions.TCP, SocketOptions.NO_DELAY, 1);
        channel.config().apply(fd);
        SocketAddresses scratch = SocketAddresses.here();
        int result = SystemCalls.connect(fd, scratch.address(), scratch.write(family, to));
        if (result < 0 && result != -Errno.IN_PROGRESS) {
            fail(Errno.connectException(result));
            return;
        }
        justBegun = true;
        loop.execute(() -> justBegun = false);
        limit(channel.config().getConnectTimeoutMillis(), to);
        socket.register((IoEventLoop) loop, true, failure -> {
            if (failure != null) {
                fail(new OutOfDescriptors(failure));
            }
        });
    }

    private void limit(int millis, InetSocketAddress to) {
        if (millis > 0) {
            timeout = loop.schedule(() -> fail(new ConnectTimeoutException("connection timed out after " + millis
                    + " ms: " + to)), millis, TimeUnit.MILLISECONDS);
        }
    }

    /// It may be decided. An event that was meant for an earlier owner of the descriptor's number says nothing; it can only come
    /// together with the others that the kernel told of before the attempt began.
    ///
    /// @return whether the socket is connected
    boolean decide(EdgeSocket socket, int events) {
        boolean broken = (events & (EdgeSocket.FAILED | EdgeSocket.HUNG_UP)) != 0;
        if (!broken && (events & EdgeSocket.WRITABLE) == 0) {
            return false;
        }
        int error = broken ? socket.takeError() : 0;
        if (error != 0) {
            fail(Errno.connectException(-error));
            return false;
        }
        return !((broken || justBegun) && !hasPeer(socket));
    }

    private static boolean hasPeer(EdgeSocket socket) {
        SocketAddresses scratch = SocketAddresses.here();
        return SystemCalls.getpeername(socket.number(), scratch.address(), scratch.length()) == 0;
    }

    /// The channel is connected, and knows it.
    void succeed() {
        stopTimeout();
        boolean wanted = promise.trySuccess();
        channel.pipeline().fireChannelActive();
        if (!wanted) {
            channel.unsafe().close(channel.voidPromise());
        }
    }

    private void fail(Throwable why) {
        if (channel.over(this)) {
            stopTimeout();
            // Whoever is told finds the descriptor gone.
            channel.unsafe().close(channel.voidPromise());
            promise.tryFailure(why);
        }
    }

    /// The channel was closed in the middle of it.
    void closed() {
        stopTimeout();
        promise.tryFailure(new ClosedChannelException());
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }
}
