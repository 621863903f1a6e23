package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.relay.splice.SpliceRelay;
import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
final class SpliceRelayTest extends PlainRelayContract {
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

    @Test
    void plain_legs_are_spliced() throws Exception {
        LoopbackTunnel tunnel = tunnel();

        say(tunnel.client(), "hello");
        hears(tunnel.target(), "hello");

        assertThat(((SpliceRelay) tunnel.relay()).tunnels()).isOne();
        tunnel.tunnel().cut(Ending.SHUTDOWN);
        assertThat(tunnel.closing()).isEqualTo(new Closing(Ending.SHUTDOWN, 5, 0));
    }
}
