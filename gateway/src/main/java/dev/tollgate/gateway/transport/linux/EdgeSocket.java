package dev.tollgate.gateway.transport.linux;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A descriptor in the epoll set of one event loop: put there once, edge-triggered, for its whole life. Who is told of its
/// events may change: a channel while a connection is set up, then the relay. Confined to the event loop.
///
/// Being edge-triggered, an event says that something became possible since the last one. The owner remembers that until the
/// kernel says EAGAIN, or a read comes out short and [#finished] is false: bytes that come later make an edge of their own.
public final class EdgeSocket implements EpollIoHandle {
    /// The numbers of `sys/epoll.h`.
    public static final int READABLE = 1;
    public static final int URGENT = 2;
    public static final int WRITABLE = 4;
    public static final int FAILED = 8;
    public static final int HUNG_UP = 0x10;
    public static final int PEER_FINISHED = 0x2000;
    private static final int END = FAILED | HUNG_UP | PEER_FINISHED;
    private static final int LEVEL_ERROR = 1;
    private static final int SO_ERROR = 4;
    private static final int SHUT_WRITE = 1;

    // Urgent data stops a read in front of it, as if nothing lay behind: that must be known.
    private static final EpollIoOps WATCH_READS = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP)
            .with(EpollIoOps.EPOLLET).with(EpollIoOps.valueOf(URGENT));
    private static final EpollIoOps WATCH_ALL = WATCH_READS.with(EpollIoOps.EPOLLOUT);
    private static final Logger LOG = LoggerFactory.getLogger(EdgeSocket.class);

    private final FileDescriptor descriptor;
    private final int fd;
    private Owner owner;
    private @Nullable IoRegistration registration;
    private boolean watchesWrites;
    private boolean finished;
    private boolean urgent;
    private boolean mayBeReadable = true;
    private @Nullable Runnable whenClosed;

    /// Is told of events.
    public interface Owner {
        /// @param events a set of the bits above
        void ready(int events);

        /// The socket closes, possibly because its loop goes down: whoever has not begun that must end what depends on it.
        default void closing() {}
    }

    EdgeSocket(int fd, Owner owner) {
        this.fd = fd;
        this.descriptor = new FileDescriptor(fd);
        this.owner = owner;
    }

    /// A connected socket that nobody else has registered, in the epoll set of the loop that this is called on.
    ///
    /// @param number of a descriptor that does not wait; from here on this object closes it
    public static EdgeSocket adopt(int number, IoEventLoop loop, Owner owner) {
        EdgeSocket socket = new EdgeSocket(number, owner);
        socket.register(loop, false, failure -> {
            if (failure != null) {
                LOG.error("a socket could not be watched", failure);
                socket.close();
            }
        });
        return socket;
    }

    public int number() {
        return fd;
    }

    @Override
    public FileDescriptor fd() {
        return descriptor;
    }

    /// Tells `next` from now on. What happened before is not told again: it must try to read, unless [#mayBeReadable] is false.
    public void owner(Owner next) {
        owner = next;
    }

    /// Whether the end of what the peer sends, or an error, is known to lie behind what is unread: then a short read says
    /// nothing, and one reads on to the end.
    public boolean finished() {
        return finished;
    }

    /// Whether the peer has sent urgent data at some time. Then a short read says nothing, and splicing never gets past the
    /// urgent byte, which a read leaves out.
    public boolean urgent() {
        return urgent;
    }

    /// Whether its owner has to try to read although no event has told it to: false only where the one before has read all that
    /// came, and heard no end.
    public boolean mayBeReadable() {
        return mayBeReadable;
    }

    /// Its owner gives it away, and has read all there was.
    void allIsRead() {
        mayBeReadable = false;
    }

    /// Enters the epoll set of the loop that this is called on.
    ///
    /// @param writes whether to be told of writability from the start, as a socket that connects must be
    void register(IoEventLoop loop, boolean writes, Consumer<@Nullable Throwable> done) {
        watchesWrites = writes;
        register(loop, writes ? WATCH_ALL : WATCH_READS, done);
    }

    /// As [#register], for a socket that listens: it is told at every turn of the loop for as long as somebody waits.
    void registerListener(IoEventLoop loop, Consumer<@Nullable Throwable> done) {
        register(loop, EpollIoOps.EPOLLIN, done);
    }

    /// Is told of nobody who waits.
    void listenerSleeps() {
        if (registration != null) {
            registration.submit(EpollIoOps.EPOLLET);
        }
    }

    void listenerWakes() {
        if (registration != null) {
            registration.submit(EpollIoOps.EPOLLIN);
        }
    }

    private void register(IoEventLoop loop, EpollIoOps watched, Consumer<@Nullable Throwable> done) {
        loop.register(this).addListener(registered -> {
            if (!registered.isSuccess()) {
                done.accept(registered.cause());
                return;
            }
            IoRegistration entered = (IoRegistration) registered.getNow();
            registration = entered;
            try {
                entered.submit(watched);
            } catch (UncheckedIOException e) {
                // A user may have so many watches and no more (`fs.epoll.max_user_watches`).
                leave();
                done.accept(e.getCause());
                return;
            }
            done.accept(null);
        });
    }

    /// Is told from now on when it becomes possible to write, if it was not so from the start. Costs a system call once, which most
    /// sockets never need.
    public void watchWrites() {
        if (!watchesWrites && registration != null) {
            watchesWrites = true;
            registration.submit(WATCH_ALL);
        }
    }

    /// Asks to be told again, after the others have had their turn, of what is possible already: for an owner that stops in the
    /// middle. An edge that was told of does not come back by itself.
    public void remind() {
        if (registration != null) {
            registration.submit(watchesWrites ? WATCH_ALL : WATCH_READS);
        }
    }

    /// As [#remind], and tells of writability too.
    public void remindOfWrites() {
        watchesWrites = true;
        remind();
    }

    /// Has the kernel find out by itself if the peer vanishes without a word.
    public void probeDeadPeers(KeepAlive probes) {
        SocketOptions.set(fd, SocketOptions.TCP, SocketOptions.KEEP_IDLE, probes.idleSeconds());
        SocketOptions.set(fd, SocketOptions.TCP, SocketOptions.KEEP_INTERVAL, probes.intervalSeconds());
        SocketOptions.set(fd, SocketOptions.TCP, SocketOptions.KEEP_COUNT, KeepAlive.PROBES);
        SocketOptions.set(fd, SocketOptions.SOCKET, SocketOptions.KEEP_ALIVE, 1);
    }

    /// The error that the socket has met; asking takes it away.
    ///
    /// @return its number, 0 if there is none
    public int takeError() {
        SocketAddresses scratch = SocketAddresses.here();
        int result = SystemCalls.getsockopt(fd, LEVEL_ERROR, SO_ERROR, scratch.value(), scratch.valueLength(
                Integer.BYTES));
        return result < 0 ? -result : scratch.readInt();
    }

    /// Sends FIN behind what was written.
    ///
    /// @return 0, or the error number with its sign turned
    public int shutdownWrites() {
        return SystemCalls.shutdown(fd, SHUT_WRITE);
    }

    /// From now on closing sends a reset.
    public void resetOnClose() {
        SocketOptions.linger(fd, 0);
    }

    public boolean isOpen() {
        return descriptor.isOpen();
    }

    @Override
    public void handle(IoRegistration of, IoEvent event) {
        int events = ((EpollIoEvent) event).ops().value();
        if ((events & END) != 0) {
            finished = true;
        }
        if ((events & URGENT) != 0) {
            urgent = true;
        }
        tell(events);
    }

    /// Netty ends the whole loop at an error; at an exception it stops it for a second and drops the events of others, which an
    /// edge never tells again.
    private void tell(int events) {
        try {
            owner.ready(events);
        } catch (RuntimeException | Error failed) {
            LOG.error("a socket is closed, for its owner failed", failed);
            close();
        }
    }

    /// Runs `closed` once, when the descriptor is gone.
    void whenClosed(@Nullable Runnable closed) {
        whenClosed = closed;
    }

    /// Closes the descriptor and leaves the loop. Closed twice is closed. A loop that goes down calls it as well.
    @Override
    public void close() {
        try {
            owner.closing();
        } catch (RuntimeException failed) {
            LOG.error("the owner of a socket that closes failed", failed);
        }
        try {
            descriptor.close();
        } catch (IOException e) {
            LOG.debug("closing a socket reported what happened to it before", e);
        }
        leave();
        Runnable told = whenClosed;
        whenClosed = null;
        if (told != null) {
            told.run();
        }
    }

    /// After the descriptor was closed this makes no system call.
    void leave() {
        IoRegistration left = registration;
        registration = null;
        if (left != null) {
            left.cancel();
        }
    }
}
