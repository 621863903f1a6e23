package dev.tollgate.store.installation;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

abstract class InstallationContract extends StoreTest {
    InstallationContract(TestDatabase database) {
        super(database);
    }

    @Test
    void the_first_key_stays_the_installations_key() throws StoreUnavailable {
        SecretHash first = Samples.hash();
        try (Store fresh = freshStore()) {
            assertThat(fresh.installation().keyFingerprint()).isEmpty();

            assertThat(fresh.installation().claimKey(Samples.AUTHOR, first)).isTrue();
            assertThat(fresh.installation().claimKey(Samples.AUTHOR, Samples.hash())).isFalse();
            assertThat(fresh.installation().claimKey(Samples.AUTHOR, first)).isTrue();

            assertThat(fresh.installation().keyFingerprint()).contains(first);
        }
    }

    @Test
    void a_store_that_was_opened_before_opens_again_with_all_it_kept() throws StoreUnavailable {
        var account = samples().account();

        assertThat(reopened().accounts().find(account)).isPresent();
        assertThat(store().reachable()).isTrue();
    }
}
