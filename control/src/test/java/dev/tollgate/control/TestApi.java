package dev.tollgate.control;

import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.account.InMemoryAccounts;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.audit.Attempt;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.audit.InMemoryAuditLog;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.ledger.InMemoryLedger;
import dev.tollgate.domain.plan.InMemoryPlans;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.InMemorySubUsers;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.time.MovingClock;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.InMemoryTokens;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenSecret;
import dev.tollgate.domain.username.Locations;
import dev.tollgate.domain.username.SessionMinutes;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.webhook.FakeReceivers;
import dev.tollgate.domain.webhook.InMemoryWebhooks;
import dev.tollgate.domain.whitelist.InMemoryWhitelists;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// The API on a loopback port over stores in memory, with one account, `enterprise` its plan.
public final class TestApi implements AutoCloseable {

    public static final Brand BRAND = new Brand("helo_", "X-Helodata-", "hel_live_", "hel_test_", "helodata",
            "helodata", "helodata", "Tollgate", Optional.empty(), 7777, Optional.empty());
    public static final Instant START = Instant.parse("2026-06-02T08:00:00.250Z");
    public static final String VERSION = "1.2.3";

    public final MovingClock clock = new MovingClock(START);
    public final InMemoryAccounts accounts = new InMemoryAccounts();
    public final InMemoryLedger ledger = new InMemoryLedger(accounts);
    public final InMemoryPlans plans = new InMemoryPlans(accounts::anyOn);
    public final InMemoryTokens tokens = new InMemoryTokens();
    public final InMemoryWhitelists whitelists = new InMemoryWhitelists();
    public final InMemorySubUsers subUsers = new InMemorySubUsers(whitelists::removeAll);
    public final InMemoryWebhooks webhooks = new InMemoryWebhooks();
    public final FakeReceivers receivers = new FakeReceivers();
    public final InMemoryAuditLog auditLog = new InMemoryAuditLog();
    /// Those that were turned away.
    public final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    public final CountingPublisher publisher = new CountingPublisher();
    public final Account account;
    /// May do everything.
    public final String token;

    private final SecretMaker secrets = new SecretMaker(new Random(7));
    private final Ulids ids = new Ulids(clock, new Random(11));
    private final ServerKey key = new ServerKey(new byte[ServerKey.LENGTH]);
    private final Sealing sealing = new Sealing(key, new SecureRandom());
    private final UsernameParser parser;
    private final ApiServer server;
    private final Caller caller;

    /// What a test changes about the API before it starts.
    public record Choices(CidrSet trustedProxies, Optional<ApiConfig.TlsFiles> tls,
            UnaryOperator<SubUserRepository> subUsers, LastUse lastUse) {

        public static final Choices USUAL = new Choices(CidrSet.EMPTY, Optional.empty(), UnaryOperator.identity(),
                LastUse.UNKNOWN);
    }

    /// Counts how often it was asked, and says of itself what a test tells it to.
    public static final class CountingPublisher implements AccessPublisher {

        private final AtomicInteger published = new AtomicInteger();
        private volatile boolean inForce = true;

        @Override
        public void publish() {
            published.incrementAndGet();
        }

        @Override
        public boolean inForce() {
            return inForce;
        }

        public int published() {
            return published.get();
        }

        public void say(boolean nothingWaits) {
            inForce = nothingWaits;
        }
    }

    public TestApi() {
        this(Choices.USUAL);
    }

    public TestApi(Choices choices) {
        accounts.plansAre(slug -> plans.find(slug).isPresent());
        account = openAccount("ops@acme.example", "enterprise", true);
        token = issue(account, Scope.ALL);
        parser = new UsernameParser(BRAND.usernamePrefix(), SessionMinutes.DEFAULT,
                Locations.COUNTRIES_ONLY);
        server = ApiServer.start(
                new ApiConfig("127.0.0.1", 0, choices.trustedProxies(), choices.tls(), BRAND, VERSION), ports(choices));
        caller = new Caller(server.port(), token);
    }

    private ApiPorts ports(Choices choices) {
        return new ApiPorts(accounts, ledger, tokens, plans, choices.subUsers().apply(subUsers), whitelists,
                webhooks, receivers, auditLog, attempts::add, choices.lastUse(), publisher, () -> parser, key, sealing,
                secrets, ids, clock);
    }

    /// A second server over the same stores.
    public ApiServer startAnother(ApiConfig config) {
        return ApiServer.start(config, ports(Choices.USUAL));
    }

    public Account openAccount(String email, String plan, boolean operator) {
        Account opened = Account.opened(new AccountId(AccountId.PREFIX + ids.next()), email, Optional.of("Acme"), plan,
                operator, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!(accounts.insert(Author.SYSTEM, opened) instanceof AccountRepository.Insertion.Inserted)) {
            throw new IllegalStateException("not opened: " + email);
        }
        return opened;
    }

    public String issue(Account owner, Scope... scopes) {
        return issue(owner, UnaryOperator.identity(), scopes);
    }

    /// @param change made to the token before it is kept
    public String issue(Account owner, UnaryOperator<ApiToken> change, Scope... scopes) {
        ApiToken plain = new ApiToken(new TokenId(TokenId.PREFIX + ids.next()), owner.id(), "test", Environment.LIVE,
                Set.of(scopes), List.<Cidr>of(), "", clock.instant(), Optional.empty(), Optional.empty(), 1);
        ApiToken issued = change.apply(plain);
        TokenSecret secret = TokenSecret.draw(issued.environment(), secrets);
        tokens.insert(Author.SYSTEM, issued, key.hash(secret.characters()));
        return secret.whole(BRAND).reveal();
    }

    /// A further secret of a token, replaced and valid until then.
    public String issueReplaced(Account owner, Instant validUntil, Scope... scopes) {
        ApiToken issued = new ApiToken(new TokenId(TokenId.PREFIX + ids.next()), owner.id(), "test", Environment.LIVE,
                Set.of(scopes), List.of(), "", clock.instant(), Optional.empty(), Optional.empty(), 1);
        TokenSecret secret = TokenSecret.draw(issued.environment(), secrets);
        tokens.insertReplaced(issued, key.hash(secret.characters()), validUntil);
        return secret.whole(BRAND).reveal();
    }

    public Caller caller() {
        return caller;
    }

    public Caller as(String otherToken) {
        return caller.as(otherToken);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
