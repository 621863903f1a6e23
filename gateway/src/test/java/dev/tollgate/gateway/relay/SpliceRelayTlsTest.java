package dev.tollgate.gateway.relay;

import dev.tollgate.gateway.relay.splice.SpliceRelay;
import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Legs inside TLS go to the other relay.
@EnabledOnOs(OS.LINUX)
final class SpliceRelayTlsTest extends TlsRelayContract {
    @Override
    Relay relay(LongSupplier clock) {
        return new SpliceRelay(new SpliceRelay.Means(clock, Duration.ofMillis(5), BufferBudget.unlimited(),
                () -> Duration
                        .ofMinutes(2), 4), new BufferRelay(clock, Duration.ofMillis(5)));
    }

    @Override
    Transport transport() {
        return Transport.EPOLL;
    }
}
