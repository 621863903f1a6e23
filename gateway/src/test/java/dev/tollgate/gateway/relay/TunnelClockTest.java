package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TunnelClockTest {
    private static final TunnelLimits LIMITS = new TunnelLimits(Duration.ofMinutes(5), Duration.ofMinutes(1),
            Optional.of(Duration.ofHours(1)));
    // Monotonic clocks may begin anywhere, and may overflow.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final TunnelClock clock = new TunnelClock(LIMITS, nanos::get);

    @Test
    void silence_ends_a_tunnel_exactly_at_its_limit() {
        assertThat(after(Duration.ofMinutes(5).minusNanos(1), false)).isEmpty();
        assertThat(after(Duration.ofNanos(1), false)).contains(Ending.IDLE);
    }

    @Test
    void a_byte_starts_the_silence_anew() {
        after(Duration.ofMinutes(4), false);
        clock.touch();

        assertThat(after(Duration.ofMinutes(4), false)).isEmpty();
        assertThat(after(Duration.ofMinutes(1), false)).contains(Ending.IDLE);
    }

    @Test
    void a_half_closed_tunnel_may_be_silent_for_less() {
        assertThat(after(Duration.ofSeconds(59), true)).isEmpty();
        assertThat(after(Duration.ofSeconds(1), true)).contains(Ending.IDLE);
    }

    @Test
    void bytes_do_not_extend_the_lifetime() {
        after(Duration.ofMinutes(59), false);
        clock.touch();

        assertThat(after(Duration.ofMinutes(1), false)).contains(Ending.LIFETIME);
    }

    @Test
    void without_a_longest_lifetime_a_tunnel_that_moves_lives_on() {
        TunnelClock endless = new TunnelClock(new TunnelLimits(LIMITS.idle(), LIMITS.halfClosed(), Optional.empty()),
                nanos::get);
        nanos.addAndGet(Duration.ofDays(365).toNanos());
        endless.touch();

        assertThat(endless.expired(nanos.get(), false)).isEmpty();
    }

    private Optional<Ending> after(Duration time, boolean halfClosed) {
        return clock.expired(nanos.addAndGet(time.toNanos()), halfClosed);
    }
}
