package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.CidrSet;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static dev.tollgate.domain.admission.AccessBuilder.subUser;
import static dev.tollgate.domain.admission.Gate.username;
import static org.assertj.core.api.Assertions.assertThat;

class UnknownNameCostTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    // Long, so that hashing is most of the work.
    private static final byte[] PASSWORD = new byte[255];
    private static final int ROUNDS = 12;
    private static final int ATTEMPTS = 1_000;

    /// Without the hash an unknown name would take a fraction of the work. Processor time and the best of many rounds, so that
    /// a busy machine does not blur it; the margin is wide, since the difference would be, too.
    @Test
    void an_unknown_name_costs_as_much_work_as_a_known_one() {
        Gate gate = new Gate(subUser("alice").build())
                .throttle(new ThrottleSettings(0, Duration.ofMinutes(10), Duration.ofMillis(250), CidrSet.EMPTY));
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;

        for (int i = 0; i < ROUNDS; i++) {
            known = Math.min(known, cost(gate, "alice"));
            unknown = Math.min(unknown, cost(gate, "nobdy"));
        }

        assertThat((double) unknown / known).isBetween(0.6, 1.7);
    }

    private static long cost(Gate gate, String name) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < ATTEMPTS; i++) {
            gate.show(username(name), PASSWORD);
        }
        return THREADS.getCurrentThreadCpuTime() - start;
    }
}
