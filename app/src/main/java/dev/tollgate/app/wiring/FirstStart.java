package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.BootstrapSettings;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository.Insertion;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.login.SetupCode;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanId;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenSecret;
import dev.tollgate.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the first start makes: the shipped plans, the operator's account, the exit `local`, the first token and the setup code. A later start
/// makes what is still missing, so that one that was cut short is made good.
final class FirstStart {
    static final String LOCAL_EXIT = "local";
    private static final String OPERATOR_EMAIL = "operator@localhost";
    private static final Set<Scope> EVERYTHING = Set.of(Scope.ALL, Scope.OPERATOR_ALL);

    private final Store store;
    private final ServerKey key;
    private final Brand brand;
    private final Ulids ids;
    private final SecretMaker secrets;
    private final InstantSource clock;

    FirstStart(Store store, ServerKey key, Brand brand, Ulids ids, SecretMaker secrets, InstantSource clock) {
        this.store = store;
        this.key = key;
        this.brand = brand;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// What became of the first token.
    ///
    /// @param made of a first start without `bootstrap.token`: to be shown this once
    /// @param notice what the operator should know about the settings
    record FirstToken(Optional<Secret> made, Optional<String> notice) {}

    /// Makes what is missing, all but the token.
    ///
    /// @return the operator's account
    Account prepare(BootstrapSettings settings) {
        Optional<Account> known = store.accounts().operator();
        // All of it before the account, by which a later start tells that all before it was made. An operator may change or delete
        // a shipped plan: it is not put back.
        if (known.isEmpty()) {
            makePlans();
        }
        if (known.isEmpty() && settings.exit() == BootstrapSettings.Exit.LOCAL) {
            makeLocalExit();
        }
        return known.orElseGet(this::makeOperator);
    }

    /// Makes the first token, if there is none yet. Comes last in a start: the token of one that fails would be lost, as it is
    /// shown only once.
    FirstToken token(Account operator, BootstrapSettings settings) {
        if (store.tokens().any(operator.id())) {
            return new FirstToken(Optional.empty(), settings.token().flatMap(this::ignored));
        }
        if (settings.token().isPresent()) {
            keep(operator, "bootstrap", parse(settings.token().get()));
            return new FirstToken(Optional.empty(), Optional.empty());
        }
        TokenSecret made = TokenSecret.draw(Environment.LIVE, secrets);
        keep(operator, "first", made);
        return new FirstToken(Optional.of(made.whole(brand)), Optional.empty());
    }

    /// Makes the code with which the first owner is made over the API, if none was ever made. Comes last like the token, and for the
    /// same reason.
    Optional<Secret> setupCode() {
        Secret code = secrets.setupCode();
        return store.setup().offer(SetupCode.hash(code, key)) ? Optional.of(code) : Optional.empty();
    }

    /// A token that is there already needs no notice: every restart of an automated node gives it again.
    private Optional<String> ignored(Secret given) {
        return store.tokens().findBySecret(key.hash(parse(given).characters())).isPresent()
                ? Optional.empty()
                : Optional.of("bootstrap.token is ignored: the operator's account has tokens already.");
    }

    private TokenSecret parse(Secret given) {
        return TokenSecret.parse(given.reveal(), brand).filter(token -> token.environment() == Environment.LIVE)
                .orElseThrow(() -> new UserError("bootstrap.token is not a whole token",
                        "write " + brand.tokenPrefixLive() + " and 64 of [0-9A-Za-z]"));
    }

    private void makePlans() {
        for (Plan plan : Plan.shipped()) {
            // One that is there was made by a start that was cut short, or by another node that starts over the same store.
            var _ = store.plans().insert(Author.SYSTEM, new PlanId(PlanId.PREFIX + ids.next()), plan, clock.instant());
        }
    }

    private Account makeOperator() {
        Account operator = Account.opened(new AccountId(AccountId.PREFIX + ids.next()), OPERATOR_EMAIL,
                Optional.empty(), Plan.EMBEDDED_DEFAULT, true, clock.instant());
        try {
            return switch (store.accounts().insert(Author.SYSTEM, operator)) {
                case Insertion.Inserted() -> operator;
                case Insertion.EmailTaken() -> known();
                case Insertion.PlanMissing() -> throw new IllegalStateException("the shipped plans were made before");
            };
        } catch (IllegalStateException e) {
            // There is one at most.
            return known();
        }
    }

    /// The one that another node, which starts over the same store and was faster, has made.
    private Account known() {
        return store.accounts().operator()
                .orElseThrow(() -> new IllegalStateException("the operator's account cannot be made"));
    }

    private void makeLocalExit() {
        if (hasLocalExit()) {
            return;
        }
        LabelValue any = new LabelValue.Any();
        try {
            store.exits().insert(Author.SYSTEM, new Exit(new ExitId(ExitId.PREFIX + ids.next()), LOCAL_EXIT,
                    ExitKind.DIRECT,
                    new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), any, any, any, any), Optional.empty(),
                    Exit.DEFAULT_WEIGHT, ExitState.ACTIVE));
        } catch (IllegalStateException e) {
            // Names are given once: another node that starts over the same store was faster.
            if (!hasLocalExit()) {
                throw e;
            }
        }
    }

    private boolean hasLocalExit() {
        return store.exits().all().stream().anyMatch(exit -> exit.name().equals(LOCAL_EXIT));
    }

    private void keep(Account account, String name, TokenSecret secret) {
        Instant now = clock.instant();
        store.tokens().insert(Author.SYSTEM, new ApiToken(new TokenId(TokenId.PREFIX + ids.next()), account.id(), name,
                secret.environment(), EVERYTHING, List.of(), secret.hint(brand), now, Optional.empty(), Optional
                        .empty(),
                1),
                key.hash(secret.characters()));
    }
}
