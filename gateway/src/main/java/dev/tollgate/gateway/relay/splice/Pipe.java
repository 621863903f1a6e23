package dev.tollgate.gateway.relay.splice;

import dev.tollgate.gateway.transport.linux.SystemCalls;

/// A pipe of the kernel, and how much is in it. Confined to one event loop.
final class Pipe {
    /// What may wait in one direction (G§19). A pipe is made larger than that, since it counts in pages and what comes from a
    /// network fills few of them.
    static final int MOST = 128 * 1024;

    private final int outlet;
    private final int inlet;
    private int held;

    /// @param outlet the descriptor that is read from
    /// @param inlet the one that is written to
    Pipe(int outlet, int inlet) {
        this.outlet = outlet;
        this.inlet = inlet;
    }

    int inlet() {
        return inlet;
    }

    int held() {
        return held;
    }

    boolean full() {
        return held >= MOST;
    }

    /// Moves bytes in.
    ///
    /// @return bytes moved, 0 at the end of the stream, or an error number with its sign turned; `AGAIN` where the socket has
    /// none, and also where the pipe has no page left
    long fill(int socket) {
        long moved = SystemCalls.splice(socket, inlet, MOST - held);
        if (moved > 0) {
            held += (int) moved;
        }
        return moved;
    }

    /// Moves bytes out.
    ///
    /// @return bytes moved, or an error number with its sign turned
    long drain(int socket) {
        long moved = SystemCalls.splice(outlet, socket, held);
        if (moved > 0) {
            held -= (int) moved;
        }
        return moved;
    }

    void close() {
        SystemCalls.close(outlet);
        SystemCalls.close(inlet);
    }
}
