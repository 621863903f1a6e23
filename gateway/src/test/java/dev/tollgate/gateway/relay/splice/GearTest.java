package dev.tollgate.gateway.relay.splice;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class GearTest {
    private final Gear gear = new Gear();

    @Test
    void two_full_reads_in_a_row_begin_to_splice() {
        gear.copied(Gear.FULL);
        assertThat(gear.splices()).isFalse();

        gear.copied(Gear.FULL);
        assertThat(gear.splices()).isTrue();
    }

    @Test
    void two_full_reads_apart_do_not() {
        gear.copied(Gear.FULL);
        gear.copied(Gear.FULL - 1);
        gear.copied(Gear.FULL);

        assertThat(gear.splices()).isFalse();
    }

    @Test
    void a_move_below_16_kib_ends_it() {
        gear.copied(Gear.FULL);
        gear.copied(Gear.FULL);

        gear.spliced(Gear.LIGHT);
        assertThat(gear.splices()).isTrue();

        gear.spliced(Gear.LIGHT - 1);
        assertThat(gear.splices()).isFalse();
    }

    @Test
    void where_no_pipe_can_be_had_two_more_full_reads_pass_before_the_next_attempt() {
        gear.copied(Gear.FULL);
        gear.copied(Gear.FULL);
        gear.down();
        gear.copied(Gear.FULL);
        assertThat(gear.splices()).isFalse();

        gear.copied(Gear.FULL);
        assertThat(gear.splices()).isTrue();
    }
}
