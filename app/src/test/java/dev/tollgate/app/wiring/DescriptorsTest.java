package dev.tollgate.app.wiring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptorsTest {
    private static final long OPEN = 150;

    @ParameterizedTest
    @CsvSource({"20000, 9500", "1048576, 523788", "1032, 16", "64, 16", "9223372036854775807, 2147483647"})
    void the_connections_that_fit_are_two_descriptors_for_each_tunnel_less_a_thousand(long limit, int connections) {
        assertThat(new Descriptors(limit, OPEN).connections()).isEqualTo(connections);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_200, 2_000, 20_000, 1_048_576})
    void as_many_tunnels_as_fit_are_accepted_before_accepting_pauses(long limit) {
        Descriptors descriptors = new Descriptors(limit, OPEN);

        assertThat(descriptors.sockets() - descriptors.socketsForTargets())
                .isGreaterThanOrEqualTo(2 * descriptors.connections());
    }

    @ParameterizedTest
    @ValueSource(longs = {400, 600, 1_024, 2_000, 20_000, 1_048_576})
    void the_control_plane_has_descriptors_that_no_socket_of_the_gateway_takes(long limit) {
        assertThat(limit - OPEN - new Descriptors(limit, OPEN).sockets()).isGreaterThanOrEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 256, 400, 1_024, 2_000, 20_000, 1_048_576, Long.MAX_VALUE})
    void connections_that_wait_unused_leave_the_most_to_clients(long limit) {
        Descriptors descriptors = new Descriptors(limit, OPEN);

        for (int loops : new int[]{1, 2, 7, 128}) {
            assertThat(loops * descriptors.idleUpstreams(loops)).isBetween(0, Math.min(400, descriptors.sockets() / 4));
        }
    }

    @Test
    void this_process_has_a_limit_and_something_open() {
        Descriptors now = Descriptors.now();

        assertThat(now.open()).isBetween(1L, now.limit());
    }
}
