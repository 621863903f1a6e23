package dev.tollgate.control;

import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.system.NodeFigures;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.account.InMemoryAccounts;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.idempotency.InMemoryAnswers;
import dev.tollgate.domain.limit.ApiRates;
import dev.tollgate.domain.limit.InMemoryApiUsage;
import dev.tollgate.domain.node.InMemoryNodes;
import dev.tollgate.domain.node.NodeName;
import dev.tollgate.domain.node.NodeRepository;
import dev.tollgate.domain.plan.InMemoryPlans;
import dev.tollgate.domain.plan.PlanRepository;
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
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.token.TokenSecret;
import dev.tollgate.domain.username.Locations;
import dev.tollgate.domain.username.SessionMinutes;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.whitelist.InMemoryWhitelists;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
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
    public final InMemoryPlans plans = new InMemoryPlans();
    public final InMemoryTokens tokens = new InMemoryTokens();
    public final InMemoryWhitelists whitelists = new InMemoryWhitelists();
    public final InMemorySubUsers subUsers = new InMemorySubUsers(whitelists::removeAll);
    public final InMemoryAnswers answers = new InMemoryAnswers();
    public final InMemoryApiUsage apiUsage = new InMemoryApiUsage();
    public final ApiRates rates = new ApiRates(apiUsage);
    public final InMemoryNodes nodes = new InMemoryNodes();
    public final StillNode node = new StillNode();
    /// How long answers were held back.
    public final List<Duration> pauses = new CopyOnWriteArrayList<>();
    public final CountingPublisher publisher = new CountingPublisher();
    public final Account account;
    /// May do everything.
    public final String token;

    private volatile boolean away;
    private final SecretMaker secrets = new SecretMaker(new Random(7));
    private final Ulids ids = new Ulids(clock, new Random(11));
    private final ServerKey key = new ServerKey(new byte[ServerKey.LENGTH]);
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

    /// Says of the node that answers what a test tells it to.
    public static final class StillNode implements NodeFigures {

        private volatile Optional<Duration> age = Optional.of(Duration.ofMillis(1_250));
        private volatile boolean answers = true;

        @Override
        public NodeName name() {
            return new NodeName("here");
        }

        @Override
        public long revision() {
            return 17;
        }

        @Override
        public Optional<Duration> snapshotAge() {
            return age;
        }

        @Override
        public String database() {
            return "sqlite";
        }

        @Override
        public boolean databaseAnswers() {
            return answers;
        }

        public void say(Optional<Duration> snapshotAge, boolean databaseAnswers) {
            age = snapshotAge;
            answers = databaseAnswers;
        }
    }

    public TestApi() {
        this(Choices.USUAL);
    }

    public TestApi(Choices choices) {
        account = openAccount("ops@acme.example", "enterprise", true);
        token = issue(account, Scope.ALL);
        parser = new UsernameParser(BRAND.usernamePrefix(), SessionMinutes.DEFAULT,
                Locations.COUNTRIES_ONLY);
        server = ApiServer.start(
                new ApiConfig("127.0.0.1", 0, choices.trustedProxies(), choices.tls(), BRAND, VERSION), ports(choices));
        caller = new Caller(server.port(), token);
    }

    private ApiPorts ports(Choices choices) {
        return ports(choices, rates);
    }

    private ApiPorts ports(Choices choices, ApiRates counted) {
        return new ApiPorts(behind(AccountRepository.class, accounts), behind(TokenRepository.class, tokens),
                behind(PlanRepository.class, plans),
                behind(SubUserRepository.class, choices.subUsers().apply(subUsers)),
                behind(WhitelistRepository.class, whitelists),
                choices.lastUse(), behind(AnswerRepository.class, answers), counted,
                behind(NodeRepository.class, nodes), node, publisher, () -> parser, key, secrets, ids, clock,
                () -> Duration.between(START, clock.instant()).toNanos(), pauses::add);
    }

    /// Has the store be away from now on, or be there again.
    public void storeAway(boolean now) {
        away = now;
    }

    private <T> T behind(Class<T> port, T works) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port},
                (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreFailure("away", new IllegalStateException());
                    }
                    try {
                        return method.invoke(works, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /// A second server over the same stores.
    public ApiServer startAnother(ApiConfig config) {
        return ApiServer.start(config, ports(Choices.USUAL));
    }

    /// A second server over the same stores, with counters of its own.
    public ApiServer startAnother(ApiRates counted) {
        return ApiServer.start(new ApiConfig("127.0.0.1", 0, CidrSet.EMPTY, Optional.empty(), BRAND, VERSION),
                ports(Choices.USUAL, counted));
    }

    public Account openAccount(String email, String plan, boolean operator) {
        Account opened = new Account(new AccountId(AccountId.PREFIX + ids.next()), email, Optional.of("Acme"), plan,
                AccountStatus.ACTIVE, operator, KycStatus.NOT_SUBMITTED, clock.instant(), 1);
        accounts.insert(Author.SYSTEM, opened);
        return opened;
    }

    public String issue(Account owner, Scope... scopes) {
        return issue(owner, UnaryOperator.identity(), scopes);
    }

    /// @param change made to the token before it is kept
    public String issue(Account owner, UnaryOperator<ApiToken> change, Scope... scopes) {
        return secretOf(change.apply(token(owner, scopes)));
    }

    /// A further secret of a token, replaced and valid until then.
    public String issueReplaced(Account owner, Instant validUntil, Scope... scopes) {
        ApiToken issued = token(owner, scopes);
        TokenSecret secret = TokenSecret.draw(issued.environment(), secrets);
        tokens.insertReplaced(issued, key.hash(secret.characters()), validUntil);
        return secret.whole(BRAND).reveal();
    }

    /// A token that is not kept yet.
    public ApiToken token(Account owner, Scope... scopes) {
        return new ApiToken(new TokenId(TokenId.PREFIX + ids.next()), owner.id(), "test", Environment.LIVE,
                Set.of(scopes), List.<Cidr>of(), "", clock.instant(), Optional.empty(), Optional.empty(), 1);
    }

    /// A further secret, with which a token is as given.
    public String secretOf(ApiToken known) {
        TokenSecret secret = TokenSecret.draw(known.environment(), secrets);
        tokens.insert(Author.SYSTEM, known, key.hash(secret.characters()));
        return secret.whole(BRAND).reveal();
    }

    public Caller caller() {
        return caller;
    }

    public Caller as(String otherToken) {
        return caller.as(otherToken);
    }

    /// A caller of another server.
    public Caller at(int otherPort, String otherToken) {
        return new Caller(otherPort, otherToken);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
