package dev.tollgate.gateway.relay;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A relay that hands Netty's buffers from one leg to the other: for TLS and for systems other than Linux. Thread-safe.
public final class BufferRelay implements Relay {
    private final LongSupplier nanos;

    /// @param nanos a monotonic clock, such as `System::nanoTime`
    public BufferRelay(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public Tunnel start(TunnelLegs legs, TunnelLimits limits, ByteCount count, Consumer<Closing> done) {
        throw new UnsupportedOperationException("not built yet, at " + nanos.getAsLong());
    }
}
