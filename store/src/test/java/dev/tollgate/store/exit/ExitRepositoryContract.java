package dev.tollgate.store.exit;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

abstract class ExitRepositoryContract extends StoreTest {
    ExitRepositoryContract(TestDatabase database) {
        super(database);
    }

    private static Exit exit(String name) {
        return new Exit(new ExitId(ExitId.PREFIX + Samples.ulid()), name, ExitKind.DIRECT,
                new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), new LabelValue.OneOf(Set.of("us", "ca")),
                        new LabelValue.Any(), new LabelValue.None(), new LabelValue.OneOf(Set.of("7922"))),
                Optional.of(IpAddress.parse("203.0.113.9").orElseThrow()), 7, ExitState.DRAINING);
    }

    @Test
    void exits_come_back_as_they_were_kept_oldest_first() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            assertThat(fresh.exits().all()).isEmpty();
            Exit first = exit("local");
            Exit bare = new Exit(new ExitId(ExitId.PREFIX + Samples.ulid()), "bare", ExitKind.DIRECT,
                    new ExitLabels(Set.of(), new LabelValue.None(), new LabelValue.None(), new LabelValue.None(),
                            new LabelValue.None()),
                    Optional.empty(), Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);

            fresh.exits().insert(Samples.AUTHOR, first);
            fresh.exits().insert(Samples.AUTHOR, bare);

            assertThat(fresh.exits().all()).containsExactly(first, bare);
        }
    }

    @Test
    void a_taken_id_or_name_is_refused_and_nothing_of_it_kept() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            Exit first = exit("local");
            fresh.exits().insert(Samples.AUTHOR, first);

            assertThatThrownBy(() -> fresh.exits().insert(Samples.AUTHOR, first)).isInstanceOf(
                    IllegalStateException.class);
            assertThatThrownBy(() -> fresh.exits().insert(Samples.AUTHOR, exit("local"))).isInstanceOf(
                    IllegalStateException.class);

            assertThat(fresh.exits().all()).containsExactly(first);
        }
    }
}
