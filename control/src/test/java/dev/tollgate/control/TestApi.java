package dev.tollgate.control;

import dev.tollgate.control.password.PasswordCost;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.account.InMemoryAccounts;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.ledger.InMemoryLedger;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.login.InMemoryMembers;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.login.SetupCode;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.plan.InMemoryPlans;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretHash;
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
import dev.tollgate.domain.whitelist.InMemoryWhitelists;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// The API on a loopback port over stores in memory, with one account, `enterprise` its plan.
public final class TestApi implements AutoCloseable {

    public static final Brand BRAND = new Brand("helo_", "X-Helodata-", "hel_live_", "hel_test_", "helodata",
            "helodata", "helodata", "Tollgate", Optional.empty(), 7777, Optional.empty());
    public static final Instant START = Instant.parse("2026-06-02T08:00:00.250Z");
    /// Tests sign in often.
    private static final PasswordCost QUICK = new PasswordCost(64, 1);
    public static final String VERSION = "1.2.3";

    public final MovingClock clock = new MovingClock(START);
    public final InMemoryAccounts accounts = new InMemoryAccounts();
    public final InMemoryLedger ledger = new InMemoryLedger(accounts);
    public final InMemoryPlans plans = new InMemoryPlans(accounts::anyOn);
    public final InMemoryTokens tokens = new InMemoryTokens();
    public final InMemoryWhitelists whitelists = new InMemoryWhitelists();
    public final InMemorySubUsers subUsers = new InMemorySubUsers(whitelists::removeAll);
    public final InMemoryMembers members = new InMemoryMembers();
    public final CountingPublisher publisher = new CountingPublisher();
    public final Account account;
    /// May do everything.
    public final String token;

    private final SecretMaker secrets = new SecretMaker(new Random(7));
    private final Ulids ids = new Ulids(clock, new Random(11));
    private final ServerKey key = new ServerKey(new byte[ServerKey.LENGTH]);
    private final Sealing sealing = new Sealing(key, new Random(13));
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
                new MemberPorts(members, members, members, members, members, members, sealing, QUICK),
                choices.lastUse(), publisher, () -> parser, key, secrets, ids, clock);
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

    /// An active member without a password, at a browser and signed in.
    public Browser signedIn(Account in, Role role) {
        return signedIn(join(in, role));
    }

    /// A new session of a member.
    public Browser signedIn(Member member) {
        Secret cookie = secrets.tokenCharacters();
        boolean begun = members.begin(Author.SYSTEM, new ConsoleSession(key.hash(cookie), member.id(), clock.instant(),
                clock.instant()), new Member.LastLogin(clock.instant(), IpAddress.parse("127.0.0.1").orElseThrow()))
                .isPresent();
        if (!begun) {
            throw new IllegalStateException(member.id() + " may not sign in");
        }
        return Browser.withCookie(caller.as(""), "tg=" + cookie.reveal());
    }

    /// An active member without a password.
    public Member join(Account in, Role role) {
        String id = ids.next();
        Member invited = Member.invited(new MemberId(MemberId.PREFIX + id), in.id(), id + "@acme.example",
                Optional.of("Ada"), role, clock.instant());
        SecretHash code = key.hash(secrets.tokenCharacters());
        members.insert(Author.SYSTEM, invited, new Invitation(code, clock.instant().plus(Invitation.VALID)));
        return members.accept(Author.SYSTEM, code, new PasswordHash("none"), clock.instant()).orElseThrow();
    }

    /// Has the API open for its first setup.
    ///
    /// @return the code
    public String offerSetup() {
        Secret code = secrets.setupCode();
        members.offer(SetupCode.hash(code, key));
        return code.reveal();
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
