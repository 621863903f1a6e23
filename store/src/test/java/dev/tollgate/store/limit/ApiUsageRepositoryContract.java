package dev.tollgate.store.limit;

import dev.tollgate.domain.limit.ApiUsageRepository;
import dev.tollgate.domain.limit.CallerId;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

abstract class ApiUsageRepositoryContract extends StoreTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-02");

    ApiUsageRepositoryContract(TestDatabase database) {
        super(database);
    }

    private ApiUsageRepository usage() {
        return store().apiUsage();
    }

    private static CallerId caller() {
        return new CallerId("tok_" + Samples.ulid());
    }

    @Test
    void what_was_never_added_is_nothing() {
        assertThat(usage().requests(caller(), DAY)).isZero();
    }

    @Test
    void nodes_add_to_one_figure_and_learn_it() throws StoreUnavailable {
        CallerId one = caller();
        CallerId other = caller();

        try (Store beside = secondNode()) {
            assertThat(usage().add(DAY, Map.of(one, 3L, other, 1L))).isEqualTo(Map.of(one, 3L, other, 1L));
            assertThat(beside.apiUsage().add(DAY, Map.of(one, 4L))).isEqualTo(Map.of(one, 7L));
            assertThat(usage().requests(one, DAY)).isEqualTo(7);
        }
        assertThat(reopened().apiUsage().requests(one, DAY)).isEqualTo(7);
    }

    @Test
    void each_day_is_counted_by_itself() {
        CallerId caller = caller();
        usage().add(DAY, Map.of(caller, 3L));

        usage().add(DAY.plusDays(1), Map.of(caller, 5L));

        assertThat(usage().requests(caller, DAY)).isEqualTo(3);
        assertThat(usage().requests(caller, DAY.plusDays(1))).isEqualTo(5);
    }

    @Test
    void days_that_are_over_are_forgotten() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            CallerId caller = caller();
            fresh.apiUsage().add(DAY, Map.of(caller, 3L));
            fresh.apiUsage().add(DAY.plusDays(1), Map.of(caller, 5L));

            fresh.apiUsage().forgetBefore(DAY.plusDays(1));

            assertThat(fresh.apiUsage().requests(caller, DAY)).isZero();
            assertThat(fresh.apiUsage().requests(caller, DAY.plusDays(1))).isEqualTo(5);
        }
    }
}
