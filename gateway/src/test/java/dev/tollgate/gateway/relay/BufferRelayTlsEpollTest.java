package dev.tollgate.gateway.relay;

import java.time.Duration;
import java.util.function.LongSupplier;

final class BufferRelayTlsEpollTest extends TlsRelayContract {
    @Override
    Relay relay(LongSupplier clock) {
        return new BufferRelay(clock, Duration.ofMillis(5));
    }

    @Override
    LoopbackTransport transport() {
        return LoopbackTransport.EPOLL;
    }
}
