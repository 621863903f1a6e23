package dev.tollgate.gateway.relay;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TunnelSweepTest {
    @Test
    void one_tunnel_that_fails_does_not_end_the_limits_of_the_others() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        AtomicInteger looks = new AtomicInteger();
        TunnelSweep sweep = new TunnelSweep(channel.eventLoop(), System::nanoTime, Duration.ofSeconds(1));
        sweep.add(new Counted(looks));
        sweep.add(new Failing());
        sweep.add(new Counted(looks));

        for (int i = 0; i < 3; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }

        assertThat(looks).hasValue(6);
        channel.finish();
    }

    private static final class Counted extends TunnelSweep.Swept {
        private final AtomicInteger looks;

        Counted(AtomicInteger looks) {
            this.looks = looks;
        }

        @Override
        protected void sweep(long now) {
            looks.incrementAndGet();
        }
    }

    private static final class Failing extends TunnelSweep.Swept {
        @Override
        protected void sweep(long now) {
            throw new IllegalStateException("a bug");
        }
    }
}
