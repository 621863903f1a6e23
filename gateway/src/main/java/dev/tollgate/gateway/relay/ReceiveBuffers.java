package dev.tollgate.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// How much is read from a socket at once: as much as lately came, from 256 bytes to 64 KiB. Immutable.
///
/// It also lets a relay stop a socket for good. Turning auto-read off is not enough: once the peer's FIN has arrived,
/// Netty's epoll channel reads to the end of the stream whatever auto-read says, and there may be megabytes before it. So
/// a channel whose configured allocator is [#SHUT] gets no buffer: the read ends with [Stopped], which fires through the
/// pipeline as an exception and does no harm there.
public final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    /// What client and target sockets are created with.
    public static final ReceiveBuffers OPEN = new ReceiveBuffers();
    /// What a relay swaps in while a leg may not be read.
    static final ReceiveBuffers SHUT = new ReceiveBuffers();

    static final int LARGEST = 64 * 1024;
    private static final int SMALLEST = 256;
    private static final int FIRST = 2 * 1024;
    private static final int STEP = 4;

    private ReceiveBuffers() {}

    @Override
    // Netty has deprecated the type in favour of its own subtype, but not the method that returns it.
    @SuppressWarnings("deprecation")
    public Handle newHandle() {
        return new Adapting();
    }

    /// A read of a channel that is stopped.
    static final class Stopped extends RuntimeException {
        Stopped() {
            super("reading is stopped", null, false, false);
        }
    }

    /// Reads from a channel that was created with [#OPEN], or stops it, what stands before a FIN included. Its handler tells
    /// [#stopped] of the exceptions it meets.
    public static void reading(Channel channel, boolean wanted) {
        ChannelConfig config = channel.config();
        // Also where auto-read is off already: that alone would not stop it behind a FIN.
        config.setRecvByteBufAllocator(wanted ? OPEN : SHUT);
        if (config.isAutoRead() == wanted) {
            return;
        }
        config.setAutoRead(wanted);
    }

    /// Whether `cause` is how a stopped channel says that it was not read.
    public static boolean stopped(Throwable cause) {
        return cause instanceof Stopped;
    }

    private final class Adapting extends MaxMessageHandle {
        private @Nullable ChannelConfig config;
        private int size = FIRST;
        private boolean smallBefore;

        @Override
        public int guess() {
            return size;
        }

        @Override
        public void reset(ChannelConfig config) {
            this.config = config;
            super.reset(config);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator alloc) {
            if (config != null && config.getRecvByteBufAllocator() == SHUT) {
                throw new Stopped();
            }
            return super.allocate(alloc);
        }

        @Override
        public void lastBytesRead(int bytes) {
            super.lastBytesRead(bytes);
            if (bytes >= size) {
                size = Math.min(LARGEST, size * STEP);
                smallBefore = false;
            } else if (bytes <= size / STEP) {
                // One short read is often the tail of a burst; two are a habit.
                size = smallBefore ? Math.max(SMALLEST, size / STEP) : size;
                smallBefore = !smallBefore;
            }
        }
    }
}
