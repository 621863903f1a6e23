package dev.tollgate.gateway.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.UncheckedBooleanSupplier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What an [EdgeSocketChannel] reads, and when: what became possible is remembered until the kernel says that it is over, and is
/// read only when it is wanted. Confined to the event loop.
///
/// It is itself the task that reads on later, and what Netty asks whether there may be more, so that neither costs an object.
final class EdgeReader implements Runnable, UncheckedBooleanSupplier {
    static final int READS_PER_TURN = 16;

    private final EdgeSocketChannel channel;
    private boolean readable;
    private boolean wanted;
    private boolean reading;
    private boolean scheduled;
    /// Since the last event.
    private int reads;
    private boolean shutdown;

    EdgeReader(EdgeSocketChannel channel) {
        this.channel = channel;
    }

    /// Whether a read is worth trying.
    boolean readable() {
        return readable;
    }

    /// The end was read, or the channel is closed.
    boolean shutdown() {
        return shutdown;
    }

    /// Nothing is read any more.
    void close() {
        shutdown = true;
        readable = false;
    }

    void want() {
        wanted = true;
        if (readable && !reading) {
            schedule();
        }
    }

    void wantNothing() {
        wanted = false;
    }

    /// Before anybody is told of anything else: whoever takes the socket then must know.
    void notice(int events) {
        if ((events & ~EdgeSocket.WRITABLE) != 0) {
            readable = !shutdown;
        }
    }

    /// The events that were noticed are the reader's to deal with.
    void ready(EdgeSocket told, int events) {
        if ((events & ~EdgeSocket.WRITABLE) != 0) {
            reads = 0;
            scheduled = false;
            if (readable && wanted) {
                read(told);
            } else if ((events & EdgeSocket.FAILED) != 0) {
                broke(told);
            }
        }
    }

    /// Nobody reads, so nobody would learn of it.
    private void broke(EdgeSocket told) {
        int error = told.takeError();
        if (error != 0) {
            channel.pipeline().fireExceptionCaught(Errno.exception("recv", -error));
            closeChannel();
        }
    }

    /// Not on the spot: whoever asks for more may be deep inside what the last read set off. And after some reads not by a task, for
    /// Netty works off all of them, for up to a second, before it looks at the events of others.
    private void schedule() {
        EdgeSocket from = channel.socket();
        if (scheduled || from == null) {
            return;
        }
        scheduled = true;
        if (reads < READS_PER_TURN) {
            channel.eventLoop().execute(this);
        } else {
            from.remind();
        }
    }

    /// What was scheduled.
    @Override
    public void run() {
        if (!scheduled) {
            // An event came first.
            return;
        }
        scheduled = false;
        EdgeSocket from = channel.socket();
        if (readable && wanted && !reading && from != null) {
            read(from);
        }
    }

    /// Whether another read of this turn may find something.
    @Override
    public boolean get() {
        return readable;
    }

    private void read(EdgeSocket from) {
        RecvByteBufAllocator.ExtendedHandle sizes = (RecvByteBufAllocator.ExtendedHandle) channel.unsafe()
                .recvBufAllocHandle();
        sizes.reset(channel.config());
        boolean ended = false;
        Throwable failure = null;
        reading = true;
        try {
            do {
                ByteBuf buffer = sizes.allocate(channel.alloc());
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
                wanted = false;
                channel.pipeline().fireChannelRead(buffer);
            } while (readable && channel.socket() == from && sizes.continueReading(this));
        } catch (RuntimeException | OutOfMemoryError stopped) {
            failure = stopped;
        } finally {
            reading = false;
        }
        sizes.readComplete();
        channel.pipeline().fireChannelReadComplete();
        finish(ended, failure);
    }

    private void finish(boolean ended, @Nullable Throwable failure) {
        if (failure != null) {
            channel.pipeline().fireExceptionCaught(failure);
            if (failure instanceof IOException || failure instanceof OutOfMemoryError) {
                closeChannel();
            }
        } else if (ended && !shutdown) {
            shutdown = true;
            if (channel.config().isAllowHalfClosure()) {
                channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            } else {
                closeChannel();
            }
        } else if (readable && (wanted || channel.config().isAutoRead()) && channel.isOpen()) {
            wanted = true;
            schedule();
        }
    }

    private void closeChannel() {
        channel.unsafe().close(channel.voidPromise());
    }
}
