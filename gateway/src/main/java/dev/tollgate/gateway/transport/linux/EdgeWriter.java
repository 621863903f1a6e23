package dev.tollgate.gateway.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.IovArray;
import io.netty.util.concurrent.FastThreadLocal;

/// What an [EdgeSocketChannel] writes: one buffer as it is, several at once, until the socket takes no more; then nothing is tried
/// before it says that it does. Confined to the event loop.
final class EdgeWriter {
    private static final int VECTORS_AT_ONCE = 256;
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

    private boolean blocked;

    /// Whether the socket took no more, and has not said anything since.
    boolean blocked() {
        return blocked;
    }

    /// @return whether what was held back can go on
    boolean ready(int events) {
        boolean again = blocked && (events & (EdgeSocket.WRITABLE | EdgeSocket.FAILED | EdgeSocket.HUNG_UP)) != 0;
        if (again) {
            blocked = false;
        }
        return again;
    }

    /// What system calls can be shown; the message itself if it is so already.
    static Object direct(Object message, ByteBufAllocator allocator) {
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
        ByteBuf direct = allocator.directBuffer(bytes.readableBytes());
        direct.writeBytes(bytes);
        bytes.release();
        return direct;
    }

    void write(EdgeSocket to, ChannelOutboundBuffer out) throws Exception {
        while (!out.isEmpty()) {
            long sent = out.size() == 1 && out.current() instanceof ByteBuf one && one.hasMemoryAddress()
                    ? writeOne(to, one)
                    : writeSeveral(to, out);
            if (sent == -Errno.AGAIN) {
                blocked = true;
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
}
