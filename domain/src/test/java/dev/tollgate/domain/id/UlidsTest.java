package dev.tollgate.domain.id;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UlidsTest {
    private final AtomicLong millis = new AtomicLong(1_780_315_200_000L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    private final Ulids ulids = new Ulids(clock, new Random(1));

    @Test
    void an_id_is_26_characters_of_crockfords_base_32() {
        for (int i = 0; i < 1_000; i++) {
            millis.incrementAndGet();
            assertThat(ulids.next()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
        }
    }

    @Test
    void the_first_ten_characters_are_the_time() {
        // The example of the ULID specification.
        millis.set(1_469_918_176_385L);

        assertThat(ulids.next()).startsWith("01ARYZ6S41");
    }

    @Test
    void the_chance_fills_all_eighty_bits() {
        Ulids ones = new Ulids(clock, new Constant(-1));
        Ulids zeros = new Ulids(clock, new Constant(0));

        assertThat(ones.next()).endsWith("Z".repeat(16));
        assertThat(zeros.next()).endsWith("0".repeat(16));
    }

    @Test
    void a_million_ids_never_repeat_and_sort_as_they_were_made() {
        String last = "";
        for (int i = 0; i < 1_000_000; i++) {
            if (i % 1_000 == 0) {
                millis.incrementAndGet();
            }
            String next = ulids.next();
            if (next.compareTo(last) <= 0) {
                throw new AssertionError(next + " after " + last);
            }
            last = next;
        }
    }

    @Test
    void a_clock_that_steps_back_does_not_bring_the_order_down() {
        String before = ulids.next();
        millis.addAndGet(-3_600_000);
        String stepped = ulids.next();
        millis.addAndGet(3_600_001);
        String after = ulids.next();

        assertThat(List.of(before, stepped, after)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_millisecond_without_ids_left_borrows_from_the_next() {
        Ulids full = new Ulids(clock, new Constant(-1));
        String last = full.next();
        String borrowed = full.next();
        millis.incrementAndGet();
        String after = full.next();

        assertThat(List.of(last, borrowed, after)).isSorted().doesNotHaveDuplicates();
        assertThat(borrowed).endsWith("0".repeat(16));
    }

    @Test
    void threads_that_share_a_generator_share_no_id() {
        List<String> made = IntStream.range(0, 20_000).parallel().mapToObj(i -> ulids.next()).toList();

        assertThat(new ArrayList<>(made)).doesNotHaveDuplicates();
    }

    /// Draws the same bits each time.
    private static final class Constant extends Random {
        private static final long serialVersionUID = 1;
        private final long bits;

        Constant(long bits) {
            this.bits = bits;
        }

        @Override
        public long nextLong() {
            return bits;
        }
    }
}
