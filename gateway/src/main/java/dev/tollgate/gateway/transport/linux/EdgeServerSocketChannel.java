package dev.tollgate.gateway.transport.linux;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A listening socket whose connections become [EdgeSocketChannel]s on its own event loop. They inherit the options that
/// are set here, TCP_NODELAY among them, without a system call for each.
///
/// Other than they it is told of what is possible, not of what became so: then nobody needs to be asked for the client who
/// is not there, and between two looks at it the others have their turn.
public final class EdgeServerSocketChannel extends AbstractServerChannel {
    private static final int BACKLOG = 4096;
    /// Then other sockets of the loop get their turn.
    private static final int MOST_AT_ONCE = 64;
    /// So many events in a row that had somebody for every attempt, and more attempts are made.
    private static final int CROWD = 8;

    /// In that time a handshake that is under way comes to its end, or its client is farther away than any.
    private static final long HANDSHAKE_MILLIS = 300;

    private final ServerConfig config = new ServerConfig();
    private final EdgeSocket socket;
    private final int family;
    private boolean listening;
    private boolean acceptWanted;
    private boolean asleep;
    /// How many are accepted at an event. Where clients come one by one, an attempt to find a second would always be in vain.
    private int atOnce = 1;
    private int fullInARow;
    /// Turns of accepting that are left before it closes; 0 as long as it is not to close.
    private int lastTurns;

    /// One that is bound to nothing yet. It takes IPv4 and IPv6 where the machine has both.
    ///
    /// @throws ChannelException when the process is out of descriptors
    public EdgeServerSocketChannel() {
        int dual = SystemCalls.socket(SocketAddresses.INET6);
        int fd = dual >= 0 ? dual : SystemCalls.socket(SocketAddresses.INET);
        if (fd < 0) {
            throw new ChannelException(Errno.exception("socket", fd));
        }
        family = dual >= 0 ? SocketAddresses.INET6 : SocketAddresses.INET;
        socket = new EdgeSocket(fd, new OfSocket());
        SocketOptions.set(fd, SocketOptions.SOCKET, SocketOptions.REUSE_ADDRESS, 1);
        SocketOptions.set(fd, SocketOptions.TCP, SocketOptions.NO_DELAY, 1);
        if (dual >= 0) {
            SocketOptions.set(fd, SocketOptions.IPV6, SocketOptions.ONLY_IPV6, 0);
        }
    }

    /// One that listens already, made by another process and handed to this one.
    public EdgeServerSocketChannel(int fd) {
        family = SocketAddresses.INET6;
        socket = new EdgeSocket(fd, new OfSocket());
        listening = true;
    }

    @Override
    public DefaultChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public boolean isActive() {
        return listening && socket.isOpen();
    }

    /// The descriptor's number.
    public int number() {
        return socket.number();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isCompatible(EdgeSocket.class);
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        SocketAddresses scratch = SocketAddresses.here();
        int result = SystemCalls.getsockname(socket.number(), scratch.address(), scratch.length());
        return result < 0 ? null : scratch.read();
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        socket.registerListener((IoEventLoop) eventLoop(), failure -> {
            if (failure == null) {
                promise.setSuccess();
            } else {
                promise.setFailure(failure);
            }
        });
    }

    @Override
    protected void doDeregister() {
        socket.leave();
    }

    @Override
    protected void doBind(SocketAddress address) throws IOException {
        if (!SocketAddresses.fits(family, (InetSocketAddress) address)) {
            throw bindException(-Errno.ADDRESS_NOT_AVAILABLE);
        }
        SocketAddresses scratch = SocketAddresses.here();
        int result = SystemCalls.bind(socket.number(), scratch.address(),
                scratch.write(family, (InetSocketAddress) address));
        if (result == 0) {
            result = SystemCalls.listen(socket.number(), config.backlog);
        }
        if (result < 0) {
            throw bindException(result);
        }
        listening = true;
    }

    private static BindException bindException(int result) {
        return new BindException(switch (-result) {
            case Errno.ADDRESS_IN_USE -> "Address already in use";
            case Errno.PERMISSION_DENIED -> "Permission denied";
            case Errno.ADDRESS_NOT_AVAILABLE -> "Cannot assign requested address";
            default -> "bind(..) failed with error(" + result + ")";
        });
    }

    @Override
    protected void doClose() {
        socket.close();
    }

    /// Lets nobody new in, accepts who is let in already, and closes; closed at once, the kernel would reset them. It closes at once while
    /// accepting is paused, and does not wait for the end of a queue that never becomes empty. From any thread.
    ///
    /// @return done when it is closed
    public ChannelFuture closeBehindTheLast() {
        eventLoop().execute(() -> {
            if (!isActive() || !config.isAutoRead()) {
                close();
            } else if (NoNewHandshakes.at(socket.number()) < 0) {
                acceptTheLast();
            } else {
                eventLoop().schedule(this::acceptTheLast, HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        return closeFuture();
    }

    private void acceptTheLast() {
        if (isActive() && config.isAutoRead()) {
            lastTurns = BACKLOG / MOST_AT_ONCE;
            lastTurn();
        } else {
            close();
        }
    }

    @Override
    protected void doBeginRead() {
        acceptWanted = true;
        if (asleep) {
            asleep = false;
            socket.listenerWakes();
        }
    }

    private void ready() {
        if (lastTurns > 0) {
            lastTurn();
        } else if (acceptWanted) {
            adapt(accept(atOnce));
        } else {
            // It would be told at every turn of the loop.
            asleep = true;
            socket.listenerSleeps();
        }
    }

    private void lastTurn() {
        lastTurns--;
        if (!accept(MOST_AT_ONCE) || lastTurns == 0 || !config.isAutoRead()) {
            close();
        }
    }

    /// @return whether there was somebody for every attempt
    private boolean accept(int most) {
        acceptWanted = false;
        SocketAddresses scratch = SocketAddresses.here();
        Throwable failure = null;
        int accepted = 0;
        // Whoever looks at what was accepted may have had enough.
        while (accepted < most && socket.isOpen() && (accepted == 0 || config.isAutoRead())) {
            int fd = SystemCalls.accept(socket.number(), scratch.address(), scratch.length());
            // The client left while it waited; the next one may not have.
            if (fd == -Errno.CONNECTION_ABORTED || fd == -Errno.INTERRUPTED) {
                continue;
            }
            if (fd < 0) {
                failure = fd == -Errno.AGAIN ? null : Errno.exception("accept", fd);
                break;
            }
            accepted++;
            pipeline().fireChannelRead(new EdgeSocketChannel(this, fd, scratch.read()));
        }
        pipeline().fireChannelReadComplete();
        if (failure != null) {
            pipeline().fireExceptionCaught(failure);
        }
        return accepted == most;
    }

    private void adapt(boolean full) {
        if (!full) {
            atOnce = 1;
            fullInARow = 0;
        } else if (++fullInARow >= CROWD) {
            atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
        }
    }

    /// What the socket tells of.
    private final class OfSocket implements EdgeSocket.Owner {
        @Override
        public void ready(int events) {
            try {
                EdgeServerSocketChannel.this.ready();
            } catch (RuntimeException | OutOfMemoryError failed) {
                // One client is lost by it; the listener must not be.
                pipeline().fireExceptionCaught(failed);
            }
        }

        @Override
        public void closing() {
            unsafe().close(voidPromise());
        }
    }

    private final class ServerConfig extends DefaultChannelConfig {
        private int backlog = BACKLOG;

        ServerConfig() {
            super(EdgeServerSocketChannel.this);
        }

        @Override
        public <T> boolean setOption(ChannelOption<T> option, T value) {
            validate(option, value);
            if (option.equals(ChannelOption.SO_BACKLOG)) {
                backlog = (Integer) value;
                return true;
            }
            if (option.equals(ChannelOption.SO_REUSEADDR)) {
                return set(SocketOptions.SOCKET, SocketOptions.REUSE_ADDRESS, (Boolean) value ? 1 : 0);
            }
            if (option.equals(UnixChannelOption.SO_REUSEPORT)) {
                return set(SocketOptions.SOCKET, SocketOptions.REUSE_PORT, (Boolean) value ? 1 : 0);
            }
            if (option instanceof IntegerUnixChannelOption raw) {
                return set(raw.level(), raw.optname(), (Integer) value);
            }
            return super.setOption(option, value);
        }

        private boolean set(int level, int option, int value) {
            int result = SocketOptions.set(socket.number(), level, option, value);
            if (result < 0) {
                throw new ChannelException(Errno.exception("setsockopt", result));
            }
            return true;
        }

        @Override
        protected void autoReadCleared() {
            acceptWanted = false;
        }
    }
}
