package dev.tollgate.gateway.transport.linux;

import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A TCP connection as a Netty channel, on an [EdgeSocket]: one entry into the epoll set for its whole life, so that auto-read
/// costs nothing to switch, and no system call at set-up but those without which there is no connection.
///
/// It differs from Netty's own epoll channel in what it does when it is not read: it is never read against `autoRead`, neither
/// for a FIN nor for a reset; a reset closes it at once.
public final class EdgeSocketChannel extends AbstractChannel implements DuplexChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, EdgeReader.READS_PER_TURN);

    private final EdgeSocketConfig config;
    private final EdgeReader reader = new EdgeReader(this);
    private final EdgeWriter writer = new EdgeWriter();
    private @Nullable EdgeSocket socket;
    private @Nullable InetSocketAddress remote;
    private @Nullable ConnectAttempt attempt;
    private @Nullable Runnable whenClosed;
    private boolean open = true;
    private boolean connected;
    private boolean outputShutdown;

    /// One that will connect; it has a socket from then on.
    public EdgeSocketChannel() {
        super(null);
        this.config = new EdgeSocketConfig(this);
    }

    /// One that was accepted.
    EdgeSocketChannel(Channel parent, int fd, InetSocketAddress remote) {
        super(parent);
        this.config = new EdgeSocketConfig(this);
        this.socket = new EdgeSocket(fd, new OfSocket());
        this.remote = remote;
        this.connected = true;
    }

    /// Whether the socket can do without the channel: it is connected, and nothing waits to be written.
    public boolean detachable() {
        ChannelOutboundBuffer unwritten = unsafe().outboundBuffer();
        return socket != null && connected && unwritten != null && unwritten.isEmpty();
    }

    /// Takes the socket out of the channel, which is closed by that without the socket being closed. On the event loop only.
    ///
    /// @return empty if the channel must be kept, since it is not [#detachable]
    public Optional<EdgeSocket> detach() {
        EdgeSocket taken = socket;
        if (taken == null || !detachable()) {
            return Optional.empty();
        }
        socket = null;
        if (!reader.readable() && !reader.shutdown()) {
            taken.allIsRead();
        }
        taken.whenClosed(whenClosed);
        whenClosed = null;
        unsafe().close(voidPromise());
        return Optional.of(taken);
    }

    /// Runs `closed` once, when the descriptor is gone: with the channel, or after it if the socket was taken out. Before the
    /// channel is registered.
    public void whenSocketCloses(Runnable closed) {
        whenClosed = closed;
    }

    /// Has the kernel find out by itself if the peer vanishes without a word.
    public void probeDeadPeers(KeepAlive probes) {
        if (socket != null) {
            socket.probeDeadPeers(probes);
        }
    }

    /// The descriptor's number; -1 before there is one and after it is gone.
    int number() {
        return socket == null ? -1 : socket.number();
    }

    @Override
    public EdgeSocketConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && connected;
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isCompatible(EdgeSocket.class);
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new EdgeUnsafe();
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return socket == null ? null : localAddress(socket.number());
    }

    private static @Nullable InetSocketAddress localAddress(int fd) {
        SocketAddresses scratch = SocketAddresses.here();
        return SystemCalls.getsockname(fd, scratch.address(), scratch.length()) < 0 ? null : scratch.read();
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        if (socket == null) {
            // It enters the epoll set when it connects.
            promise.setSuccess();
        } else {
            enter(socket, false, promise);
        }
    }

    private void enter(EdgeSocket entering, boolean writes, ChannelPromise promise) {
        entering.register((IoEventLoop) eventLoop(), writes, failure -> {
            if (failure == null) {
                promise.setSuccess();
            } else {
                promise.setFailure(failure);
            }
        });
    }

    @Override
    protected void doDeregister() {
        if (socket != null) {
            socket.leave();
        }
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("sources are not bound before the connection");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doClose() {
        open = false;
        connected = false;
        outputShutdown = true;
        reader.close();
        ConnectAttempt given = attempt;
        attempt = null;
        if (socket != null) {
            socket.close();
            socket = null;
        }
        if (given != null) {
            given.closed();
        }
        Runnable told = whenClosed;
        whenClosed = null;
        if (told != null) {
            told.run();
        }
    }

    @Override
    protected void doBeginRead() {
        reader.want();
    }

    void readNotWanted() {
        reader.wantNothing();
    }

    /// Whether a read is worth trying.
    boolean hasUnread() {
        return reader.readable();
    }

    void ready(int events) {
        EdgeSocket told = socket;
        if (told == null) {
            return;
        }
        if (attempt != null) {
            decide(attempt, told, events);
            if (!connected) {
                return;
            }
        }
        reader.notice(events);
        if (writer.ready(events)) {
            ((EdgeUnsafe) unsafe()).flushAgain();
        }
        if (socket != null) {
            reader.ready(told, events);
        }
    }

    private void decide(ConnectAttempt made, EdgeSocket told, int events) {
        if (made.decide(told, events)) {
            attempt = null;
            connected = true;
            reader.notice(events);
            made.succeed();
        }
    }

    /// The socket by which it will connect.
    EdgeSocket use(int fd, InetSocketAddress to) {
        EdgeSocket opened = new EdgeSocket(fd, new OfSocket());
        socket = opened;
        remote = to;
        return opened;
    }

    /// Null before there is one, and after it is gone.
    @Nullable
    EdgeSocket socket() {
        return socket;
    }

    /// The attempt failed.
    ///
    /// @return false if it was over already
    boolean over(ConnectAttempt failed) {
        boolean under = attempt == failed;
        if (under) {
            attempt = null;
        }
        return under;
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        return EdgeWriter.direct(message, alloc());
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        if (socket != null) {
            writer.write(socket, out);
        } else if (!out.isEmpty()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    protected void doShutdownOutput() throws IOException {
        EdgeSocket to = socket;
        if (to == null) {
            throw new ClosedChannelException();
        }
        int result = to.shutdownWrites();
        outputShutdown = true;
        if (result < 0) {
            throw Errno.exception("shutdown", result);
        }
    }

    @Override
    public boolean isInputShutdown() {
        return reader.shutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public boolean isShutdown() {
        return reader.shutdown() && outputShutdown;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        return promise.setFailure(new UnsupportedOperationException("what arrives is read or the channel is closed"));
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        if (eventLoop().inEventLoop()) {
            ((AbstractUnsafe) unsafe()).shutdownOutput(promise);
        } else {
            eventLoop().execute(() -> ((AbstractUnsafe) unsafe()).shutdownOutput(promise));
        }
        return promise;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return shutdownOutput(promise);
    }

    private final class EdgeUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress to, @Nullable SocketAddress from, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            if (attempt != null) {
                promise.tryFailure(new ConnectionPendingException());
            } else if (socket != null) {
                promise.tryFailure(new AlreadyConnectedException());
            } else if (!(to instanceof InetSocketAddress address) || address.isUnresolved() || from != null) {
                promise.tryFailure(new UnsupportedOperationException("connects to resolved addresses, unbound"));
            } else {
                attempt = new ConnectAttempt(EdgeSocketChannel.this, promise);
                attempt.begin(address);
            }
        }

        @Override
        protected void flush0() {
            // Behind what the socket would not take, nothing needs to be tried before it says so.
            if (!writer.blocked()) {
                super.flush0();
            }
        }

        void flushAgain() {
            super.flush0();
        }
    }

    /// @throws NotYetConnectedException before there is a socket
    int requireNumber() {
        if (socket == null) {
            throw new NotYetConnectedException();
        }
        return socket.number();
    }

    /// What the socket tells of.
    private final class OfSocket implements EdgeSocket.Owner {
        @Override
        public void ready(int events) {
            EdgeSocketChannel.this.ready(events);
        }

        @Override
        public void closing() {
            unsafe().close(voidPromise());
        }
    }
}
