package dev.tollgate.gateway.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SocketBudgetTest {
    @Test
    void clients_wait_before_targets_do() {
        SocketBudget sockets = new SocketBudget(3, 1);

        sockets.take();
        assertThat(sockets.full()).isFalse();
        sockets.take();
        assertThat(sockets.full()).isTrue();
        assertThat(sockets.exhausted()).isFalse();

        assertThat(sockets.tryTake()).isTrue();
        assertThat(sockets.exhausted()).isTrue();
        assertThat(sockets.tryTake()).isFalse();
        assertThat(sockets.open()).isEqualTo(3);
    }

    @Test
    void what_is_given_back_may_be_taken_again() {
        SocketBudget sockets = new SocketBudget(2, 1);
        sockets.take();
        sockets.take();
        sockets.giveBack();

        assertThat(sockets.tryTake()).isTrue();
        sockets.giveBack();
        sockets.giveBack();
        assertThat(sockets.full()).isFalse();
        assertThat(sockets.open()).isZero();
    }

    @Test
    void there_is_room_again_for_a_client_and_its_target() {
        SocketBudget sockets = new SocketBudget(4, 1);
        sockets.take();
        assertThat(sockets.hasRoom()).isTrue();
        sockets.take();
        assertThat(sockets.hasRoom()).isFalse();
        assertThat(sockets.full()).isFalse();
    }

    @Test
    void some_are_left_for_clients() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SocketBudget(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new SocketBudget(2, -1));
        assertThat(SocketBudget.unlimited().full()).isFalse();
    }
}
