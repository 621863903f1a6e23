package dev.tollgate.gateway.relay.splice;

import dev.tollgate.gateway.relay.Leg;
import dev.tollgate.gateway.transport.linux.EdgeSocket;
import dev.tollgate.gateway.transport.linux.Errno;
import dev.tollgate.gateway.transport.linux.SystemCalls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One direction of a tunnel: copies, or splices, from one socket to the other; passes the end on; is finished. Confined to the
/// event loop.
///
/// What events say is taken for a hint to try; only what the system calls answer is believed. That way an event that is late, or
/// meant for an earlier owner of the same descriptor number, does no harm.
final class Direction implements EdgeSocket.Owner {
    /// So often something is moved before others have their turn.
    private static final int MOVES = 16;
    private static final int READS = EdgeSocket.READABLE | EdgeSocket.URGENT | EdgeSocket.PEER_FINISHED
            | EdgeSocket.HUNG_UP | EdgeSocket.FAILED;
    private static final int WRITES = EdgeSocket.WRITABLE | EdgeSocket.HUNG_UP | EdgeSocket.FAILED;

    private final SpliceTunnel tunnel;
    private final Leg source;
    private final EdgeSocket from;
    private final EdgeSocket to;
    private final Gear gear = new Gear();
    /// As far as is known: cleared when the kernel says no, set when it tells of an edge.
    private boolean readable;
    private boolean writable = true;
    private boolean ended;
    private boolean over;
    /// Read, and not taken by the other socket yet.
    private @Nullable ByteBuf rest;
    private @Nullable Pipe pipe;

    Direction(SpliceTunnel tunnel, Leg source, EdgeSocket from, EdgeSocket to) {
        this.tunnel = tunnel;
        this.source = source;
        this.from = from;
        this.to = to;
        this.readable = from.mayBeReadable();
    }

    EdgeSocket from() {
        return from;
    }

    EdgeSocket to() {
        return to;
    }

    Leg source() {
        return source;
    }

    boolean ended() {
        return ended;
    }

    /// It has ended, and the other socket was told.
    boolean over() {
        return over;
    }

    /// Bytes on their way.
    int held() {
        return (rest == null ? 0 : rest.readableBytes()) + (pipe == null ? 0 : pipe.held());
    }

    /// Bytes that go first.
    void first(ByteBuf early, ByteBufAllocator allocator) {
        int size = early.readableBytes();
        if (size > 0) {
            tunnel.received(source, size);
            hold(allocator.directBuffer(size, size).writeBytes(early));
        }
    }

    /// Of the socket that is read here and written by the direction back.
    @Override
    public void ready(int events) {
        if ((events & READS) != 0) {
            readable = true;
        }
        tunnel.ready(this, (events & WRITES) != 0, (events & EdgeSocket.FAILED) != 0);
    }

    @Override
    public void closing() {
        tunnel.socketCloses();
    }

    /// The socket it writes takes bytes again.
    void writableAgain() {
        writable = true;
    }

    /// Moves what can be moved, up to a limit.
    ///
    /// @return whether anything has
    boolean pump() {
        int moves = 0;
        while (moves < MOVES && !tunnel.closing() && move()) {
            moves++;
        }
        if (!tunnel.closing()) {
            settle(moves == MOVES);
        }
        return moves > 0;
    }

    private void settle(boolean interrupted) {
        if (pipe != null && pipe.held() == 0) {
            givePipeBack();
        }
        if (held() == 0 && ended) {
            finish();
        } else if (interrupted) {
            askForAnotherTurn();
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            tunnel.over(this);
        }
    }

    /// Through epoll, not through the event loop's queue of tasks: that is worked off before anyone else's events are looked at.
    private void askForAnotherTurn() {
        if (held() > 0) {
            to.remindOfWrites();
        } else {
            from.remind();
        }
    }

    /// @return whether to go on: something moved, or may at the next attempt
    private boolean move() {
        if (rest != null) {
            return writeRest(rest);
        }
        boolean splices = gear.splices() && !from.urgent();
        if (pipe != null && (splices || pipe.held() > 0)) {
            return splice(pipe);
        }
        if (!mayRead()) {
            return false;
        }
        if (splices) {
            pipe = tunnel.loop().pipes().take();
            if (pipe != null) {
                return splice(pipe);
            }
            gear.down();
        }
        return copy();
    }

    private boolean mayRead() {
        return readable && !ended;
    }

    private boolean copy() {
        MemorySegment buffer = tunnel.loop().buffer();
        long read = SystemCalls.recv(from.number(), buffer.address(), Gear.FULL);
        if (read <= 0) {
            return nothingRead(read);
        }
        tunnel.received(source, read);
        gear.copied(read);
        readable = read == Gear.FULL || from.finished() || from.urgent();
        long sent = SystemCalls.send(to.number(), buffer.address(), read);
        if (sent < 0 && !later(sent)) {
            tunnel.undeliverable(source, sent);
            return false;
        }
        long taken = Math.max(0, sent);
        tunnel.delivered(source, taken);
        if (taken < read) {
            hold(tunnel.allocator().directBuffer((int) (read - taken), (int) (read - taken))
                    .writeBytes(buffer.asSlice(taken, read - taken).asByteBuffer()));
            if (sent != -Errno.INTERRUPTED) {
                blocked();
            }
        }
        return true;
    }

    /// @param answer 0 or negative
    private boolean nothingRead(long answer) {
        if (answer == 0) {
            readable = false;
            ended = true;
        } else if (answer == -Errno.AGAIN) {
            readable = false;
        } else if (answer == -Errno.INTERRUPTED) {
            return true;
        } else {
            tunnel.broken(source, answer);
        }
        return false;
    }

    private boolean writeRest(ByteBuf bytes) {
        if (!writable) {
            return false;
        }
        long sent = SystemCalls.send(to.number(), bytes.memoryAddress() + bytes.readerIndex(), bytes.readableBytes());
        if (sent < 0) {
            return notTaken(sent);
        }
        tunnel.delivered(source, sent);
        bytes.skipBytes((int) sent);
        if (bytes.isReadable()) {
            blocked();
        } else {
            dropRest();
        }
        return true;
    }

    /// Fills the empty pipe and drains it, in turn: what a slow reader leaves in it is never added to.
    private boolean splice(Pipe through) {
        boolean filled = mayRead() && through.empty() && fill(through);
        boolean drained = !tunnel.closing() && writable && !through.empty() && drain(through);
        return filled || drained;
    }

    private boolean fill(Pipe through) {
        long moved = through.fill(from.number());
        if (moved > 0) {
            tunnel.received(source, moved);
            tunnel.loop().countSpliced(moved);
            gear.spliced(moved);
            return true;
        }
        // Urgent data may stand in the way; copying gets past it. If the end lies behind it, a splice answers as if there it were:
        // unless an event has told of the end, and with it of urgent data in front, only a read tells the two apart.
        if (moved == 0 && !from.finished()) {
            gear.down();
            return true;
        }
        return (moved == -Errno.AGAIN && from.urgent()) || nothingRead(moved);
    }

    private boolean drain(Pipe through) {
        long moved = through.drain(to.number());
        if (moved > 0) {
            tunnel.delivered(source, moved);
            return true;
        }
        return notTaken(moved);
    }

    /// @param answer negative; or 0, which no pipe answers that holds bytes
    private boolean notTaken(long answer) {
        if (answer == -Errno.INTERRUPTED) {
            return true;
        }
        if (answer == -Errno.AGAIN) {
            blocked();
        } else {
            tunnel.undeliverable(source, answer);
        }
        return false;
    }

    private static boolean later(long answer) {
        return answer == -Errno.AGAIN || answer == -Errno.INTERRUPTED;
    }

    private void blocked() {
        writable = false;
        to.watchWrites();
    }

    private void hold(ByteBuf bytes) {
        rest = bytes;
        tunnel.loop().budget().take(bytes.capacity());
    }

    private void dropRest() {
        ByteBuf dropped = rest;
        rest = null;
        if (dropped != null) {
            tunnel.loop().budget().giveBack(dropped.capacity());
            dropped.release();
        }
    }

    private void givePipeBack() {
        Pipe given = pipe;
        pipe = null;
        if (given != null) {
            tunnel.loop().pipes().giveBack(given);
        }
    }

    /// Holds nothing any more, delivered or not.
    void release() {
        dropRest();
        givePipeBack();
    }
}
