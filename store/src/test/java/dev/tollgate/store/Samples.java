package dev.tollgate.store;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanId;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserRepository.Insertion;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.domain.whitelist.WhitelistEntryId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;

/// Makes what tests keep. Ids and names never repeat within a run.
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-06-02T10:00:00.123Z");
    public static final int PLENTY = 1_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    public static final InstantSource CLOCK = InstantSource.fixed(NOW);
    public static final Ulids IDS = new Ulids(CLOCK, RANDOM);
    public static final Author AUTHOR = Author.CLI;
    private static final SecretMaker SECRETS = new SecretMaker(RANDOM);

    private final Store store;

    public Samples(Store store) {
        this.store = store;
    }

    public static String ulid() {
        return IDS.next();
    }

    public static SecretHash hash() {
        byte[] bytes = new byte[SecretHash.LENGTH];
        RANDOM.nextBytes(bytes);
        return new SecretHash(bytes);
    }

    public static Plan plan() {
        return new Plan("p" + ulid().toLowerCase(Locale.ROOT), 60, OptionalLong.of(10_000),
                Map.of(Product.RESIDENTIAL, new Plan.Limits(200, 100), Product.MOBILE, new Plan.Limits(50, 40)), 1_000,
                false);
    }

    public static Account account(String plan) {
        String id = ulid();
        return Account.opened(new AccountId(AccountId.PREFIX + id), id + "@acme.example", Optional.of("Acme"), plan,
                false, NOW).withKycStatus(KycStatus.APPROVED);
    }

    /// A kept account on a plan of its own.
    public AccountId account() {
        return account(kept(plan())).id();
    }

    /// A kept account on a kept plan.
    public Account account(Plan plan) {
        Account account = account(plan.slug());
        if (!(store.accounts().insert(AUTHOR, account) instanceof AccountRepository.Insertion.Inserted)) {
            throw new IllegalStateException("the sample was not kept");
        }
        return account;
    }

    public Plan kept(Plan plan) {
        if (!(store.plans().insert(AUTHOR, new PlanId(PlanId.PREFIX + ulid()), plan,
                NOW) instanceof PlanRepository.Insertion.Inserted)) {
            throw new IllegalStateException("the sample was not kept");
        }
        return plan;
    }

    public static SubUser subUser(AccountId account, String label) {
        return subUser(account, Environment.LIVE, label, Product.RESIDENTIAL);
    }

    public static SubUser subUser(AccountId account, Environment environment, String label, Product... products) {
        SequencedSet<Product> inOrder = new LinkedHashSet<>(List.of(products));
        return new SubUser(new SubUserId(SubUserId.PREFIX + ulid()), account, environment, SECRETS.subUserName(), label,
                inOrder, SubUserStatus.ACTIVE, 120, 80, AuthMode.EITHER, true, false, Passwords.first(hash()), NOW, NOW,
                1);
    }

    /// A kept sub-user.
    public SubUser keptSubUser(AccountId account, String label) {
        return kept(subUser(account, label));
    }

    public SubUser kept(SubUser subUser) {
        if (!(store.subUsers().insert(AUTHOR, subUser, PLENTY) instanceof Insertion.Inserted)) {
            throw new IllegalStateException("the sample was not kept");
        }
        return subUser;
    }

    public static WhitelistEntry entry(SubUser subUser, Product product, String range) {
        return new WhitelistEntry(new WhitelistEntryId(WhitelistEntryId.PREFIX + ulid()), subUser.account(),
                subUser.environment(), subUser.id(), product, Cidr.parse(range).orElseThrow(), Optional.of("nat-fra"),
                Optional.empty(), NOW, 1);
    }

    public static WhitelistEntry entry(SubUser subUser, String range) {
        return entry(subUser, Product.RESIDENTIAL, range);
    }

    /// With a default username, of which the store does not ask what it says.
    public static WhitelistEntry defaultEntry(SubUser subUser, String range) {
        return entry(subUser, range).with(Optional.empty(), Optional.of("helo_" + subUser.name()
                + "-type-res-region-us"));
    }

    public WhitelistEntry kept(WhitelistEntry entry) {
        store.whitelists().insert(AUTHOR, entry);
        return entry;
    }
}
