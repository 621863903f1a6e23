package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.endurance.Endurance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A node under mixed load for a long time, and for a few seconds in every build.
class SoakTest {
    /// In a shorter time noise is larger than what is looked for.
    private static final Duration LONG_ENOUGH_FOR_A_SLOPE = Duration.ofMinutes(20);
    private static final Duration LONGEST_STALL = Duration.ofMillis(100);
    private static final double PROMISED_MIB_AN_HOUR = 1;

    @TempDir
    Path folder;

    @Test
    void mixed_load_with_aborts_loses_no_byte_and_leaves_memory_and_descriptors_as_they_were() throws Exception {
        SoakPlan plan = Endurance.FULL ? SoakPlan.asked() : SoakPlan.brief();

        SoakResult node = soak(plan);

        assertThat(node.faults()).isEmpty();
        assertThat(node.failed()).as("errors").isZero();
        assertThat(node.done()).isPositive();
        assertThat(node.troubles()).as("logged").isEmpty();
        assertThat(node.after().descriptors()).as("descriptors").isLessThanOrEqualTo(node.before().descriptors());
        assertThat(node.after().pipes()).as("pipes").isLessThanOrEqualTo(node.before().pipes());
        assertThat(node.counted("tollgate_exchanges_live") + node.counted("tollgate_slots")
                + node.counted("tollgate_connections")).as("exchanges, slots, connections").isZero();
        if (plan.duration().compareTo(LONG_ENOUGH_FOR_A_SLOPE) >= 0) {
            assertThat(node.longestStall()).as("stall of an event loop").isLessThanOrEqualTo(LONGEST_STALL);
            assertThat(node.slope()).as("MiB an hour").isLessThan(PROMISED_MIB_AN_HOUR);
        }
    }

    private SoakResult soak(SoakPlan plan) throws IOException, InterruptedException {
        return new Soak(plan, folder).run().getFirst();
    }
}
