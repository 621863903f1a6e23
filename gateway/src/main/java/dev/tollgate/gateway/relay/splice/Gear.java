package dev.tollgate.gateway.relay.splice;

/// Whether one direction copies or splices: splicing costs a pipe and more system calls, and pays where much flows. Confined to
/// the event loop.
final class Gear {
    /// How much one read takes at most.
    static final int FULL = 64 * 1024;
    /// A move below this is not worth a pipe.
    static final int LIGHT = 16 * 1024;
    private static final int IN_A_ROW = 2;

    private int fullReads;

    /// A read brought so many bytes.
    void copied(long bytes) {
        fullReads = bytes < FULL ? 0 : Math.min(IN_A_ROW, fullReads + 1);
    }

    /// So many bytes went into the pipe at once.
    void spliced(long bytes) {
        if (bytes < LIGHT) {
            fullReads = 0;
        }
    }

    /// There is no pipe, or nothing comes through it: copies, until much flows again.
    void down() {
        fullReads = 0;
    }

    boolean splices() {
        return fullReads == IN_A_ROW;
    }
}
