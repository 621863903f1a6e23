package dev.tollgate.gateway.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.IovArray;
import io.netty.util.UncheckedBooleanSupplier;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A TCP connection as a Netty channel, on an [EdgeSocket]: one entry into the epoll set for its whole life, so that auto-read
/// costs nothing to switch, and no system call at set-up but those without which there is no connection.
///
/// It differs from Netty's own epoll channel in what it does when it is not read: it is never read against `autoRead`, neither
/// for a FIN nor for a reset; a reset closes it at once.
public final class EdgeSocketChannel extends AbstractChannel implements DuplexChannel {
    private static final int READS_PER_TURN = 16;
    private static final int VECTORS_AT_ONCE = 256;
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, READS_PER_TURN);
    private static final FastThreadLocal<IovArray> VECTORS = new FastThreadLocal<>() {
        @Override
        protected IovArray initialValue() {
            return new IovArray(VECTORS_AT_ONCE);
        }

        @Override
        protected void onRemoval(IovArray vectors) {
            vectors.release();
        }
    };

    private final EdgeSocketConfig config;
    private final Runnable readLater = this::readAgain;
    private final Runnable eventsAreOurs = this::eventsAreOurs;
    private final UncheckedBooleanSupplier stillReadable = this::stillReadable;
    private @Nullable EdgeSocket socket;
    private @Nullable InetSocketAddress remote;
    private @Nullable ChannelPromise connecting;
    private @Nullable Future<?> connectTimeout;
    private @Nullable Runnable whenClosed;
    private boolean open = true;
    private boolean connected;
    private boolean readable;
    private boolean readWanted;
    private boolean reading;
    private boolean readScheduled;
    /// Since the last event.
    private int reads;
    /// The attempt to connect is younger than the events that are being told of.
    private boolean justBegun;
    private boolean writeBlocked;
    private boolean inputShutdown;
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
        if (!readable && !inputShutdown) {
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
        inputShutdown = true;
        outputShutdown = true;
        readable = false;
        ChannelPromise waiting = connecting;
        connecting = null;
        stopConnectTimeout();
        if (socket != null) {
            socket.close();
            socket = null;
        }
        if (waiting != null) {
            waiting.tryFailure(new ClosedChannelException());
        }
        Runnable told = whenClosed;
        whenClosed = null;
        if (told != null) {
            told.run();
        }
    }

    private void stopConnectTimeout() {
        if (connectTimeout != null) {
            connectTimeout.cancel(false);
            connectTimeout = null;
        }
    }

    @Override
    protected void doBeginRead() {
        readWanted = true;
        if (readable && !reading) {
            scheduleRead();
        }
    }

    void readNotWanted() {
        readWanted = false;
    }

    /// Not on the spot: whoever asks for more may be deep inside what the last read set off. And after some reads not by a task, for
    /// Netty works off all of them, for up to a second, before it looks at the events of others.
    private void scheduleRead() {
        EdgeSocket from = socket;
        if (readScheduled || from == null) {
            return;
        }
        readScheduled = true;
        if (reads < READS_PER_TURN) {
            eventLoop().execute(readLater);
        } else {
            from.remind();
        }
    }

    private boolean stillReadable() {
        return readable;
    }

    private void readAgain() {
        if (!readScheduled) {
            // An event came first.
            return;
        }
        readScheduled = false;
        if (readable && readWanted && !reading) {
            read0();
        }
    }

    /// Whether a read is worth trying.
    boolean hasUnread() {
        return readable;
    }

    void ready(int events) {
        EdgeSocket told = socket;
        if (told == null) {
            return;
        }
        if (connecting != null) {
            decide(told, events);
            if (!connected) {
                return;
            }
        }
        noticeReadable(events);
        if (writeBlocked && (events & (EdgeSocket.WRITABLE | EdgeSocket.FAILED | EdgeSocket.HUNG_UP)) != 0) {
            writeBlocked = false;
            ((EdgeUnsafe) unsafe()).flushAgain();
        }
        if ((events & ~EdgeSocket.WRITABLE) != 0 && socket != null) {
            reads = 0;
            readScheduled = false;
            if (readable && readWanted) {
                read0();
            } else if ((events & EdgeSocket.FAILED) != 0) {
                broke(told);
            }
        }
    }

    /// Before anybody is told of anything else: whoever takes the socket then must know.
    private void noticeReadable(int events) {
        if ((events & ~EdgeSocket.WRITABLE) != 0) {
            readable = !inputShutdown;
        }
    }

    /// Nobody reads, so nobody would learn of it.
    private void broke(EdgeSocket told) {
        int error = told.takeError();
        if (error != 0) {
            pipeline().fireExceptionCaught(Errno.exception("recv", -error));
            unsafe().close(voidPromise());
        }
    }

    private void read0() {
        EdgeSocket from = socket;
        if (from == null) {
            return;
        }
        RecvByteBufAllocator.ExtendedHandle sizes = (RecvByteBufAllocator.ExtendedHandle) unsafe()
                .recvBufAllocHandle();
        sizes.reset(config);
        boolean ended = false;
        Throwable failure = null;
        reading = true;
        try {
            do {
                ByteBuf buffer = sizes.allocate(alloc());
                int room = buffer.writableBytes();
                sizes.attemptedBytesRead(room);
                long got = SystemCalls.recv(from.number(), buffer.memoryAddress() + buffer.writerIndex(), room);
                if (got <= 0) {
                    buffer.release();
                    sizes.lastBytesRead(got == 0 ? -1 : 0);
                    readable = false;
                    ended = got == 0;
                    if (got < 0 && got != -Errno.AGAIN) {
                        failure = Errno.exception("recv", got);
                    }
                    break;
                }
                buffer.writerIndex(buffer.writerIndex() + (int) got);
                sizes.lastBytesRead((int) got);
                sizes.incMessagesRead(1);
                reads++;
                if (got < room && !from.finished() && !from.urgent()) {
                    readable = false;
                }
                readWanted = false;
                pipeline().fireChannelRead(buffer);
            } while (readable && socket == from && sizes.continueReading(stillReadable));
        } catch (RuntimeException | OutOfMemoryError stopped) {
            failure = stopped;
        } finally {
            reading = false;
        }
        sizes.readComplete();
        pipeline().fireChannelReadComplete();
        finishRead(ended, failure);
    }

    private void finishRead(boolean ended, @Nullable Throwable failure) {
        if (failure != null) {
            pipeline().fireExceptionCaught(failure);
            if (failure instanceof IOException || failure instanceof OutOfMemoryError) {
                unsafe().close(voidPromise());
            }
        } else if (ended && !inputShutdown) {
            inputShutdown = true;
            if (config.isAllowHalfClosure()) {
                pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            } else {
                unsafe().close(voidPromise());
            }
        } else if (readable && (readWanted || config.isAutoRead()) && open) {
            readWanted = true;
            scheduleRead();
        }
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            throw new UnsupportedOperationException("only bytes can be written, not " + message.getClass());
        }
        if (bytes.isDirect() && (bytes.hasMemoryAddress() || bytes.nioBufferCount() > 1)) {
            return bytes;
        }
        if (!bytes.isReadable()) {
            bytes.release();
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf direct = alloc().directBuffer(bytes.readableBytes());
        direct.writeBytes(bytes);
        bytes.release();
        return direct;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        EdgeSocket to = socket;
        while (!out.isEmpty()) {
            if (to == null) {
                throw new ClosedChannelException();
            }
            long sent = out.size() == 1 && out.current() instanceof ByteBuf one && one.hasMemoryAddress()
                    ? writeOne(to, one)
                    : writeSeveral(to, out);
            if (sent == -Errno.AGAIN) {
                writeBlocked = true;
                to.watchWrites();
                return;
            }
            if (sent < 0) {
                throw Errno.exception("send", sent);
            }
            out.removeBytes(sent);
        }
    }

    private static long writeOne(EdgeSocket to, ByteBuf bytes) {
        int length = bytes.readableBytes();
        return length == 0 ? 0 : SystemCalls.send(to.number(), bytes.memoryAddress() + bytes.readerIndex(), length);
    }

    private static long writeSeveral(EdgeSocket to, ChannelOutboundBuffer out) throws Exception {
        IovArray vectors = VECTORS.get();
        vectors.clear();
        out.forEachFlushedMessage(vectors);
        return vectors.count() == 0 ? 0 : SystemCalls.writev(to.number(), vectors.memoryAddress(0), vectors.count());
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
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public boolean isShutdown() {
        return inputShutdown && outputShutdown;
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

    /// The attempt may be decided. An event that was meant for an earlier owner of the descriptor's number says nothing; it can only
    /// come together with the others that the kernel told of before the attempt began.
    private void decide(EdgeSocket attempt, int events) {
        ChannelPromise waiting = connecting;
        boolean broken = (events & (EdgeSocket.FAILED | EdgeSocket.HUNG_UP)) != 0;
        if (waiting == null || (!broken && (events & EdgeSocket.WRITABLE) == 0)) {
            return;
        }
        int error = broken ? attempt.takeError() : 0;
        if (error == 0 && (broken || justBegun) && !hasPeer(attempt)) {
            return;
        }
        connecting = null;
        stopConnectTimeout();
        if (error == 0) {
            noticeReadable(events);
            nowConnected(waiting);
        } else {
            failConnect(waiting, Errno.connectException(-error));
        }
    }

    private static boolean hasPeer(EdgeSocket socket) {
        SocketAddresses scratch = SocketAddresses.here();
        return SystemCalls.getpeername(socket.number(), scratch.address(), scratch.length()) == 0;
    }

    private void nowConnected(ChannelPromise waiting) {
        connected = true;
        boolean wanted = waiting.trySuccess();
        pipeline().fireChannelActive();
        if (!wanted) {
            unsafe().close(voidPromise());
        }
    }

    private void failConnect(ChannelPromise waiting, Throwable why) {
        // Whoever is told finds the descriptor gone.
        unsafe().close(voidPromise());
        waiting.tryFailure(why);
    }

    private void eventsAreOurs() {
        justBegun = false;
    }

    private final class EdgeUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress to, @Nullable SocketAddress from, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            if (connecting != null) {
                promise.tryFailure(new ConnectionPendingException());
            } else if (socket != null) {
                promise.tryFailure(new AlreadyConnectedException());
            } else if (!(to instanceof InetSocketAddress address) || address.isUnresolved() || from != null) {
                promise.tryFailure(new UnsupportedOperationException("connects to resolved addresses, unbound"));
            } else {
                begin(address, promise);
            }
        }

        private void begin(InetSocketAddress to, ChannelPromise promise) {
            int family = SocketAddresses.family(to.getAddress());
            int fd = SystemCalls.socket(family);
            if (fd < 0) {
                failConnect(promise, fd == -Errno.TOO_MANY_FILES || fd == -Errno.TABLE_FULL || fd == -Errno.NO_BUFFERS
                        ? new OutOfDescriptors(fd)
                        : Errno.connectException(fd));
                return;
            }
            EdgeSocket opened = new EdgeSocket(fd, new OfSocket());
            socket = opened;
            remote = to;
            SocketOptions.set(fd, SocketOptions.TCP, SocketOptions.NO_DELAY, 1);
            config.apply(fd);
            SocketAddresses scratch = SocketAddresses.here();
            int result = SystemCalls.connect(fd, scratch.address(), scratch.write(family, to));
            if (result < 0 && result != -Errno.IN_PROGRESS) {
                failConnect(promise, Errno.connectException(result));
                return;
            }
            connecting = promise;
            justBegun = true;
            eventLoop().execute(eventsAreOurs);
            limitConnect(config.getConnectTimeoutMillis(), to);
            opened.register((IoEventLoop) eventLoop(), true, failure -> {
                if (failure != null) {
                    connecting = null;
                    failConnect(promise, new OutOfDescriptors(failure));
                }
            });
        }

        private void limitConnect(int millis, InetSocketAddress to) {
            if (millis > 0) {
                connectTimeout = eventLoop().schedule(() -> {
                    ChannelPromise waiting = connecting;
                    connecting = null;
                    if (waiting != null) {
                        failConnect(waiting, new ConnectTimeoutException("connection timed out after " + millis
                                + " ms: " + to));
                    }
                }, millis, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        protected void flush0() {
            // Behind what the socket would not take, nothing needs to be tried before it says so.
            if (!writeBlocked) {
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
