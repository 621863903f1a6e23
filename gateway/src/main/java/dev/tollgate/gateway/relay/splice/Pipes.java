package dev.tollgate.gateway.relay.splice;

import dev.tollgate.gateway.transport.linux.SystemCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The pipes of one event loop: lent for as long as there are bytes in them, kept for the next while they are empty. Confined to
/// the event loop, but for [#pooled].
final class Pipes {
    /// Linux grants a user `fs.pipe-user-pages-soft` pages, 16 MiB with 4 KiB pages, and beyond that pipes of two pages. Copying
    /// is better than those.
    private static final int USEFUL = 64 * 1024;
    /// So many wait for the next, and no more, so that no loop keeps them from the others for good.
    private static final int KEPT = 16;

    private final PipeLimit limit;
    private final MemorySegment ends = Arena.ofAuto().allocate(ValueLayout.JAVA_INT, 2);
    private final ArrayDeque<Pipe> empty = new ArrayDeque<>(KEPT);
    private volatile int pooled;

    Pipes(PipeLimit limit) {
        this.limit = limit;
    }

    /// @return an empty pipe; null where none can be had, which is ordinary: then bytes are copied
    @Nullable
    Pipe take() {
        Pipe kept = empty.pollLast();
        if (kept != null) {
            pooled = empty.size();
            return kept;
        }
        if (!limit.take()) {
            return null;
        }
        Pipe made = make();
        if (made == null) {
            limit.giveBack();
        }
        return made;
    }

    /// A pipe with bytes left in it, which belong to nobody any more, is closed.
    void giveBack(Pipe pipe) {
        if (pipe.held() == 0 && empty.size() < KEPT) {
            empty.addLast(pipe);
            pooled = empty.size();
            return;
        }
        pipe.close();
        limit.giveBack();
    }

    int pooled() {
        return pooled;
    }

    /// Closes those that are not lent.
    void close() {
        while (!empty.isEmpty()) {
            empty.removeLast().close();
            limit.giveBack();
        }
        pooled = 0;
    }

    private @Nullable Pipe make() {
        if (SystemCalls.pipe(ends.address()) < 0) {
            return null;
        }
        Pipe pipe = new Pipe(ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
        if (SystemCalls.resizePipe(pipe.inlet(), Pipe.MOST) < 0 && SystemCalls.pipeSize(pipe.inlet()) < USEFUL) {
            pipe.close();
            return null;
        }
        return pipe;
    }
}
