package dev.tollgate.gateway.relay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The bytes of one exchange, as G§18 counts them: on the client's socket, above TLS.
///
/// Written on the exchange's event loop only. Any thread may read it, while it grows, and then sees a value that was true
/// a moment ago.
public final class ByteCount {
    private static final VarHandle IN = handle("in");
    private static final VarHandle OUT = handle("out");

    private long in;
    private long out;

    /// The client sent this many bytes, and they were read.
    public void addIn(long bytes) {
        IN.setOpaque(this, in + bytes);
    }

    /// This many bytes were written to the client's socket.
    public void addOut(long bytes) {
        OUT.setOpaque(this, out + bytes);
    }

    public long in() {
        return (long) IN.getOpaque(this);
    }

    public long out() {
        return (long) OUT.getOpaque(this);
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(ByteCount.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
