package dev.tollgate.bench.load;

import java.lang.foreign.MemorySegment;

/// How bytes pass between a client and the proxy.
interface Wire {
    /// Goes on with what must come before the first byte.
    ///
    /// @return whether that is done
    boolean open();

    /// @return how many bytes it took, or the negative error number
    int send(MemorySegment bytes);

    /// Puts what came into the loop's buffer.
    ///
    /// @return how many bytes; 0 at the end of the stream; the negative error number, such as [dev.tollgate.bench.kernel.Kernel#TRY_AGAIN]
    int receive();
}
