package dev.tollgate.bench.jmh;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.username.SessionMinutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Many sub-users of one installation, each with a name and password of its own, as the gateway sees them. Immutable.
///
/// @param credentials of sub-user `i`, with the username `helo_{name}-type-res-region-us`
record Crowd(AccessSnapshot snapshot, List<Credentials.Presented> credentials) {
    static final ServerKey KEY = new ServerKey(new byte[ServerKey.LENGTH]);
    static final SnapshotRules RULES = new SnapshotRules("helo_", SessionMinutes.DEFAULT, Set.of());
    /// So roomy that a benchmark never meets it.
    private static final Allowance ROOMY = new Allowance(1_000_000, 1_000_000_000, 1_000_000, 1_000_000_000);

    static Crowd of(int size) {
        SecretMaker maker = new SecretMaker(new Random(size));
        List<SubUserAccess> facts = new ArrayList<>();
        List<Credentials.Presented> credentials = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = maker.subUserName();
            byte[] password = maker.password().bytes();
            facts.add(subUser(i, name, password));
            credentials.add(new Credentials.Presented(username(name).getBytes(US_ASCII), password));
        }
        return new Crowd(AccessSnapshot.empty(RULES).with(new AccessChanges(1, facts, Optional.of(List.of(
                everywhere())))),
                List.copyOf(credentials));
    }

    static String username(String name) {
        return "helo_" + name + "-type-res-region-us";
    }

    private static SubUserAccess subUser(int number, String name, byte[] password) {
        return new SubUserAccess(new SubUserId("sub_%026d".formatted(number)), new AccountId("usr_one"),
                Environment.LIVE,
                name, SubUserAccess.Standing.ACTIVE, false, false, Map.of(Product.RESIDENTIAL, ROOMY, Product.MOBILE,
                        ROOMY),
                AuthMode.AUTO, false, Passwords.first(KEY.hash(password)), Map.of(), List.of());
    }

    /// The exit of a first start.
    private static Exit everywhere() {
        return new Exit(new ExitId("ext_local"), "local", ExitKind.DIRECT,
                new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), new LabelValue.Any(), new LabelValue.Any(),
                        new LabelValue.Any(), new LabelValue.Any()),
                Optional.empty(), Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);
    }
}
