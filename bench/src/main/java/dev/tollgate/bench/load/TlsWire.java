package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;
import dev.tollgate.bench.kernel.Loop;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// TLS of the JDK over the socket. Confined to the loop's thread.
final class TlsWire implements Wire {
    /// An error number that the kernel has no use for: the peer broke TLS.
    static final int BROKEN = -1_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Loop loop;
    private final int fd;
    private final Room room;
    private final SSLEngine engine;
    /// Of a record, the part that came; small, since it lives as long as an idle connection.
    private ByteBuffer rest = NOTHING;

    /// Where records pass through, in and out: for use within one event, by all wires of a loop.
    record Room(ByteBuffer in, ByteBuffer out) {
        private static final int SIZE = 64 << 10;

        Room() {
            this(ByteBuffer.allocateDirect(SIZE), ByteBuffer.allocateDirect(SIZE));
        }
    }

    TlsWire(Loop loop, int fd, SSLContext context, Room room) {
        this.loop = loop;
        this.fd = fd;
        this.room = room;
        // Without a peer's name no session is resumed: each connection pays for its own handshake, as a new client's does.
        this.engine = context.createSSLEngine();
        engine.setUseClientMode(true);
    }

    @Override
    public boolean open() {
        try {
            return handshake();
        } catch (SSLException e) {
            throw new IllegalStateException("the TLS handshake failed", e);
        }
    }

    private boolean handshake() throws SSLException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && engine.getSession().isValid()
                && !engine.getSession().getProtocol().equals("NONE")) {
            return true;
        }
        ByteBuffer in = filled();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NOT_HANDSHAKING, FINISHED -> {
                    if (engine.getSession().getProtocol().equals("NONE")) {
                        engine.beginHandshake();
                    } else {
                        keep(in);
                        return true;
                    }
                }
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> wrap(NOTHING.duplicate());
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    SSLEngineResult result = engine.unwrap(in, loop.buffer().asByteBuffer());
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        keep(in);
                        return false;
                    }
                }
            }
        }
    }

    /// What was kept, and what the socket has now.
    private ByteBuffer filled() throws SSLException {
        ByteBuffer in = room.in.clear().put(rest);
        int length = Kernel.receive(fd, MemorySegment.ofBuffer(in), in.remaining());
        if (length == 0) {
            throw new SSLException("the proxy hung up");
        }
        return in.position(in.position() + Math.max(0, length)).flip();
    }

    private void keep(ByteBuffer in) {
        rest = in.hasRemaining() ? ByteBuffer.allocate(in.remaining()).put(in).flip() : NOTHING;
    }

    private int wrap(ByteBuffer bytes) throws SSLException {
        ByteBuffer out = room.out.clear();
        int taken = engine.wrap(bytes, out).bytesConsumed();
        out.flip();
        int sent = Kernel.send(fd, MemorySegment.ofBuffer(out), out.remaining());
        return sent == out.limit() ? taken : Math.min(sent, Kernel.TRY_AGAIN);
    }

    /// Takes one record: there is room for it, or the kernel's buffer is full and the connection is given up.
    @Override
    public int send(MemorySegment bytes) {
        try {
            return wrap(bytes.asByteBuffer());
        } catch (SSLException e) {
            return BROKEN;
        }
    }

    @Override
    public int receive() {
        ByteBuffer in = room.in.clear().put(rest);
        int length = Kernel.receive(fd, MemorySegment.ofBuffer(in), in.remaining());
        if (length <= 0) {
            return length;
        }
        in.position(in.position() + length).flip();
        ByteBuffer out = loop.buffer().asByteBuffer();
        try {
            SSLEngineResult.Status status = SSLEngineResult.Status.OK;
            while (in.hasRemaining() && status == SSLEngineResult.Status.OK) {
                status = engine.unwrap(in, out).getStatus();
            }
        } catch (SSLException e) {
            return BROKEN;
        }
        keep(in);
        return out.position() > 0 ? out.position() : engine.isInboundDone() ? 0 : Kernel.TRY_AGAIN;
    }
}
