package dev.tollgate.app.endurance;

import java.io.IOException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/// How long event loops were held up.
final class Stalls {
    /// No event loop is ever blocked for longer.
    private static final Duration PROMISED = Duration.ofMillis(100);

    private Stalls() {}

    /// Puts down the longest stall of a run, and fails if it was too long. The short form only puts it down: it runs beside
    /// compilers and other tests, which hold up loops as well.
    static void judge(ServedNode node, String run) throws IOException, InterruptedException {
        Duration longest = node.longestStall();
        Figures.add(run + ": longest stall of an event loop, ms",
                longest.isZero() ? "not measured" : Long.toString(longest.toMillis()));
        if (Endurance.FULL) {
            assertThat(longest).as("stall of an event loop, of which the node says: %s", node.stalls()).isPositive()
                    .isLessThanOrEqualTo(PROMISED);
        }
    }
}
