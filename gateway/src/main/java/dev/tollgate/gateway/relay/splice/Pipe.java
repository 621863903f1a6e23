package dev.tollgate.gateway.relay.splice;

import dev.tollgate.gateway.transport.linux.SystemCalls;

/// A pipe of the kernel, and how much is in it. Confined to one event loop.
final class Pipe {
    /// How much is moved at once, and so what may wait in one direction (ADR 0018): half of it costs nearly half as much again.
    static final int MOST = 256 * 1024;

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

    boolean empty() {
        return held == 0;
    }

    /// Moves bytes into the pipe, which must be empty: else `AGAIN` would not tell whether the socket has none or the pipe has no
    /// page left.
    ///
    /// @return bytes moved, 0 at the end of the stream, or an error number with its sign turned; `AGAIN` where the socket has
    /// none
    long fill(int socket) {
        long moved = SystemCalls.splice(socket, inlet, MOST);
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
