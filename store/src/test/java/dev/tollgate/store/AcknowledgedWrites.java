package dev.tollgate.store;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.nio.file.Path;

/// A process that keeps sub-users without end and says so after each: for a test to kill.
final class AcknowledgedWrites {
    private AcknowledgedWrites() {}

    public static void main(String... args) throws StoreUnavailable {
        try (Store store = Store.open(new StoreConfig.Sqlite(Path.of(args[0])), Samples.IDS, Samples.CLOCK)) {
            Samples samples = new Samples(store);
            AccountId account = samples.account();
            for (int i = 0; i < 1_000_000; i++) {
                SubUser subUser = samples.keptSubUser(account, "l" + i);
                System.out.println(account + " " + subUser.id());
            }
        }
    }
}
