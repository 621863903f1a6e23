package dev.tollgate.gateway.relay;

import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import java.util.function.LongSupplier;

final class BufferRelayTlsNioTest extends TlsRelayContract {
    @Override
    Relay relay(LongSupplier clock) {
        return new BufferRelay(clock, Duration.ofMillis(5));
    }

    @Override
    Transport transport() {
        return Transport.NIO;
    }
}
