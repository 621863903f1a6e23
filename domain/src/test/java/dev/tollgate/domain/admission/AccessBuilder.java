package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.ProductLimits;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.username.SessionMinutes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes the facts of a sub-user and its account for tests: an active one with [#PASSWORD], both gateway products and roomy limits,
/// unless told otherwise. Sub-users of different names have different ids and belong to one account.
public final class AccessBuilder {
    public static final ServerKey KEY = new ServerKey(new byte[ServerKey.LENGTH]);
    public static final Secret PASSWORD = new Secret("q8Rk2Xv0TnB4yLmZ6sJd9WfHc1GaPeUo");
    public static final Allowance ROOMY = new Allowance(100, 100, 100, 100);
    public static final SnapshotRules RULES = new SnapshotRules("helo_", SessionMinutes.DEFAULT, Set.of());
    /// The exit of a first start: goes everywhere, for both gateway products.
    public static final Exit LOCAL = new Exit(new ExitId("ext_local"), "local", ExitKind.DIRECT,
            new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), new LabelValue.Any(), new LabelValue.Any(),
                    new LabelValue.Any(), new LabelValue.Any()),
            Optional.empty(), Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);

    private static final Passwords ONLY_PASSWORD = Passwords.first(KEY.hash(PASSWORD));

    private final String name;
    private AccountId account = new AccountId("usr_one");
    private Environment environment = Environment.LIVE;
    private Standing standing = Standing.ACTIVE;
    private boolean suspended;
    private boolean kycApproved;
    private AuthMode authMode = AuthMode.AUTO;
    private boolean requireTls;
    private Passwords passwords = ONLY_PASSWORD;
    private int concurrentMax = ROOMY.concurrentMax();
    private int rpsMax = ROOMY.rpsMax();
    private final Set<Product> products = EnumSet.of(Product.RESIDENTIAL, Product.MOBILE);
    private final Map<Product, Plan.Limits> plan = new EnumMap<>(
            Map.of(Product.RESIDENTIAL, limits(ROOMY), Product.MOBILE, limits(ROOMY)));
    private final Set<Product> spent = EnumSet.noneOf(Product.class);
    private final Map<Product, CidrSet> lists = new EnumMap<>(Product.class);
    private final List<DefaultUsername> defaults = new ArrayList<>();

    private AccessBuilder(String name) {
        this.name = name;
    }

    public static AccessBuilder subUser(String name) {
        return new AccessBuilder(name);
    }

    public AccessBuilder of(AccountId owner) {
        account = owner;
        return this;
    }

    public AccessBuilder standing(Standing now) {
        standing = now;
        return this;
    }

    public AccessBuilder suspended() {
        suspended = true;
        return this;
    }

    public AccessBuilder kycApproved() {
        kycApproved = true;
        return this;
    }

    public AccessBuilder authMode(AuthMode mode) {
        authMode = mode;
        return this;
    }

    public AccessBuilder requireTls() {
        requireTls = true;
        return this;
    }

    public AccessBuilder passwords(Passwords all) {
        passwords = all;
        return this;
    }

    /// Its own figures, and the plan's for the product.
    public AccessBuilder allowance(Product product, Allowance allowance) {
        concurrentMax = allowance.concurrentMax();
        rpsMax = allowance.rpsMax();
        plan.put(product, limits(allowance));
        return this;
    }

    private static Plan.Limits limits(Allowance allowance) {
        return new Plan.Limits(allowance.productConcurrent(), allowance.productRps());
    }

    public AccessBuilder without(Product product) {
        products.remove(product);
        return this;
    }

    public AccessBuilder notInPlan(Product product) {
        plan.remove(product);
        return this;
    }

    /// Its account has nothing left of the product.
    public AccessBuilder spent(Product product) {
        spent.add(product);
        return this;
    }

    public AccessBuilder environment(Environment of) {
        environment = of;
        return this;
    }

    /// Puts ranges on the list of the product, in place of what was there.
    public AccessBuilder listed(Product product, String... ranges) {
        lists.put(product, CidrSet.of(Stream.of(ranges).map(AccessBuilder::range).toList()));
        return this;
    }

    public AccessBuilder defaultUsername(String range, String username) {
        defaults.add(new DefaultUsername(range(range), username));
        return this;
    }

    /// A sub-user and its account.
    public record Facts(SubUserAccess subUser, AccountAccess account) {
        Allowance allowance(Product product) {
            return account.allowance(subUser, product);
        }
    }

    public Facts build() {
        return new Facts(
                new SubUserAccess(new SubUserId("sub_" + name), account, environment, name, standing, products,
                        concurrentMax, rpsMax, authMode, requireTls, passwords, lists, defaults),
                new AccountAccess(account, suspended, kycApproved, new ProductLimits(plan), spent));
    }

    /// What a store that knows these would tell; of an account that several have, as the last of them says.
    public static AccessChanges changes(long revision, Facts... facts) {
        return new AccessChanges(revision, Stream.of(facts).map(Facts::subUser).toList(),
                Stream.of(facts).map(Facts::account).toList(), Optional.empty());
    }

    public static AccessSnapshot snapshot(Facts... facts) {
        AccessChanges changes = changes(1, facts);
        return AccessSnapshot.empty(RULES).with(
                new AccessChanges(1, changes.subUsers(), changes.accounts(), Optional.of(List.of(LOCAL))));
    }

    private static Cidr range(String text) {
        return Cidr.parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no range"));
    }
}
