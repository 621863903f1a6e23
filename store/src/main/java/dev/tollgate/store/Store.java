package dev.tollgate.store;

import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.admission.AccessFeed;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.exit.ExitRepository;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.ledger.LedgerRepository;
import dev.tollgate.domain.login.AttemptRepository;
import dev.tollgate.domain.login.CredentialRepository;
import dev.tollgate.domain.login.SecondFactorRepository;
import dev.tollgate.domain.login.SessionRepository;
import dev.tollgate.domain.login.SetupRepository;
import dev.tollgate.domain.member.MemberRepository;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.secret.Installation;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import dev.tollgate.store.account.StoredAccounts;
import dev.tollgate.store.admission.StoredAccessFeed;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.audit.StoredAuditLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import dev.tollgate.store.exit.StoredExits;
import dev.tollgate.store.installation.StoredInstallation;
import dev.tollgate.store.ledger.StoredLedger;
import dev.tollgate.store.login.StoredAttempts;
import dev.tollgate.store.login.StoredCredentials;
import dev.tollgate.store.login.StoredSecondFactors;
import dev.tollgate.store.login.StoredSessions;
import dev.tollgate.store.login.StoredSetup;
import dev.tollgate.store.member.StoredMembers;
import dev.tollgate.store.plan.StoredPlans;
import dev.tollgate.store.subuser.StoredSubUsers;
import dev.tollgate.store.token.StoredTokens;
import dev.tollgate.store.whitelist.StoredWhitelists;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The open store: the domain's ports over one database. Thread-safe.
///
/// A database that breaks later makes the ports throw [dev.tollgate.domain.error.StoreFailure]; they work again as soon as it
/// does.
public final class Store implements AutoCloseable {
    /// How long the note of the last use of a token or session may lag behind.
    private static final Duration USES_WRITTEN_EVERY = Duration.ofSeconds(5);

    private final Database database;
    private final StoredTokens tokens;
    private final SubUserRepository subUsers;
    private final WhitelistRepository whitelists;
    private final AccountRepository accounts;
    private final LedgerRepository ledger;
    private final PlanRepository plans;
    private final ExitRepository exits;
    private final AccessFeed accessFeed;
    private final Installation installation;
    private final MemberRepository members;
    private final StoredSessions sessions;
    private final CredentialRepository credentials;
    private final SecondFactorRepository secondFactors;
    private final AttemptRepository attempts;
    private final SetupRepository setup;
    private final AuditLog auditLog;
    private final ScheduledExecutorService background;

    private Store(Database database, ChangeLog changes) {
        this.database = database;
        this.auditLog = new StoredAuditLog(database);
        this.tokens = new StoredTokens(database, changes);
        this.subUsers = new StoredSubUsers(database, changes);
        this.whitelists = new StoredWhitelists(database, changes);
        this.accounts = new StoredAccounts(database, changes);
        this.ledger = new StoredLedger(database, changes);
        this.plans = new StoredPlans(database, changes);
        this.exits = new StoredExits(database, changes);
        this.accessFeed = new StoredAccessFeed(database);
        this.installation = new StoredInstallation(database, changes);
        this.members = new StoredMembers(database, changes);
        this.sessions = new StoredSessions(database, changes);
        this.credentials = new StoredCredentials(database, changes);
        this.secondFactors = new StoredSecondFactors(database, changes);
        this.attempts = new StoredAttempts(database);
        this.setup = new StoredSetup(database, changes);
        this.background = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tollgate-store").factory());
    }

    /// Opens the database and brings its schema up to this program's.
    ///
    /// @param ids draws the ids of audit entries and events
    /// @param clock when they are made
    /// @throws StoreUnavailable if that cannot be; its message is one line for the operator
    public static Store open(StoreConfig config, Ulids ids, InstantSource clock) throws StoreUnavailable {
        Store store = new Store(Database.open(config), new ChangeLog(ids, clock));
        store.writeUsesInTheBackground();
        return store;
    }

    private void writeUsesInTheBackground() {
        var _ = background.scheduleWithFixedDelay(this::writeUses, USES_WRITTEN_EVERY.toMillis(),
                USES_WRITTEN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void writeUses() {
        tokens.writeUses();
        sessions.writeUses();
    }

    public SubUserRepository subUsers() {
        return subUsers;
    }

    public WhitelistRepository whitelists() {
        return whitelists;
    }

    public TokenRepository tokens() {
        return tokens;
    }

    public AccountRepository accounts() {
        return accounts;
    }

    public LedgerRepository ledger() {
        return ledger;
    }

    public PlanRepository plans() {
        return plans;
    }

    public ExitRepository exits() {
        return exits;
    }

    public AccessFeed accessFeed() {
        return accessFeed;
    }

    public Installation installation() {
        return installation;
    }

    public MemberRepository members() {
        return members;
    }

    public SessionRepository sessions() {
        return sessions;
    }

    public CredentialRepository credentials() {
        return credentials;
    }

    public SecondFactorRepository secondFactors() {
        return secondFactors;
    }

    public AttemptRepository attempts() {
        return attempts;
    }

    public SetupRepository setup() {
        return setup;
    }

    public AuditLog auditLog() {
        return auditLog;
    }

    /// Whether the database answers now. May take some seconds to say no.
    public boolean reachable() {
        return database.reachable();
    }

    /// Writes what is still gathered and closes the database.
    @Override
    public void close() {
        background.close();
        writeUses();
        database.close();
    }
}
