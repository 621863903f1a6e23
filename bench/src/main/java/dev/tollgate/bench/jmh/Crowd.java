package dev.tollgate.bench.jmh;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.AccountAccess;
import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.ProductLimits;
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
    private static final int SLOTS = 1_000_000;
    private static final int RATE = 1_000_000_000;
    private static final AccountId ACCOUNT = new AccountId("usr_one");

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
        return new Crowd(AccessSnapshot.empty(RULES).with(new AccessChanges(1, facts, List.of(account()), Optional.of(
                List.of(everywhere())))),
                List.copyOf(credentials));
    }

    static String username(String name) {
        return "helo_" + name + "-type-res-region-us";
    }

    private static SubUserAccess subUser(int number, String name, byte[] password) {
        return new SubUserAccess(new SubUserId("sub_%026d".formatted(number)), ACCOUNT,
                Environment.LIVE, name, SubUserAccess.Standing.ACTIVE, Set.of(Product.RESIDENTIAL, Product.MOBILE),
                SLOTS, RATE, AuthMode.AUTO, false, Passwords.first(KEY.hash(password)), Map.of(), List.of());
    }

    private static AccountAccess account() {
        Plan.Limits roomy = new Plan.Limits(SLOTS, RATE);
        return new AccountAccess(ACCOUNT, false, false,
                new ProductLimits(Map.of(Product.RESIDENTIAL, roomy, Product.MOBILE, roomy)), Set.of());
    }

    /// The exit of a first start.
    private static Exit everywhere() {
        return new Exit(new ExitId("ext_local"), "local", ExitKind.DIRECT,
                new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), new LabelValue.Any(), new LabelValue.Any(),
                        new LabelValue.Any(), new LabelValue.Any()),
                Optional.empty(), Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);
    }
}
