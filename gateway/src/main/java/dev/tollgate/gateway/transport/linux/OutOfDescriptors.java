package dev.tollgate.gateway.transport.linux;

import java.io.IOException;

/// The process or the machine has no descriptor, or no memory, for another socket.
public final class OutOfDescriptors extends IOException {
    private static final long serialVersionUID = 1;

    OutOfDescriptors(int result) {
        super("socket(..) failed with error(" + result + ")");
    }

    /// It could not be put among those that are watched.
    OutOfDescriptors(Throwable unwatched) {
        super("a socket cannot be watched: " + unwatched.getMessage(), unwatched);
    }
}
