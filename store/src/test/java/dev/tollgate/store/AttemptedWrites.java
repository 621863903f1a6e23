package dev.tollgate.store;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.idempotency.Attempt;
import dev.tollgate.domain.idempotency.KeptAnswer;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.traffic.RequestId;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A process that keeps sub-users without end, each with the answer to its request, and says of each what it is about to do: for
/// a test to kill.
final class AttemptedWrites {
    private AttemptedWrites() {}

    public static void main(String... args) throws StoreUnavailable {
        try (Store store = Store.open(new StoreConfig.Sqlite(Path.of(args[0])), Samples.IDS, Samples.CLOCK)) {
            AccountId account = new Samples(store).account();
            for (int i = 0; i < 1_000_000; i++) {
                SubUser subUser = Samples.subUser(account, "l" + i);
                SecretHash name = Samples.hash();
                System.out.println(account + " " + subUser.id() + " " + name.hex());
                Attempt attempt = new Attempt(name, name, new RequestId(RequestId.PREFIX + i));
                store.answers().begin(attempt, Samples.NOW);
                store.answers().finish(attempt, () -> store.subUsers().insert(Samples.AUTHOR, subUser, Samples.PLENTY),
                        done -> Optional.of(new KeptAnswer(201, Map.of(), subUser.id().value())));
            }
        }
    }
}
