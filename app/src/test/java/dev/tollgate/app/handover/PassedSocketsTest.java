package dev.tollgate.app.handover;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What one process tells another of the sockets that are to come.
class PassedSocketsTest {

    @Test
    void what_is_announced_is_read_with_as_many_sockets_as_are_to_come() {
        String announced = PassedSockets.announced(List.of(
                new PassedSockets("gateway", "[::]:7777", List.of(7, 8)),
                new PassedSockets("api", "127.0.0.1:7780", List.of(9))));

        assertThat(PassedSockets.read(announced)).contains(List.of(
                new PassedSockets("gateway", "[::]:7777", List.of(0, 0)),
                new PassedSockets("api", "127.0.0.1:7780", List.of(0))));
    }

    @Test
    void a_refusal_is_no_announcement() {
        assertThat(PassedSockets.read("it is going down")).isEmpty();
        assertThat(PassedSockets.read("it is going down now really")).isEmpty();
    }
}
