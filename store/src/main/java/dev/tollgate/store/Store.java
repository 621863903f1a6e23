package dev.tollgate.store;

import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.admission.AccessFeed;
import dev.tollgate.domain.exit.ExitRepository;
import dev.tollgate.domain.ledger.LedgerRepository;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.secret.Installation;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import dev.tollgate.store.account.StoredAccounts;
import dev.tollgate.store.admission.StoredAccessFeed;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import dev.tollgate.store.exit.StoredExits;
import dev.tollgate.store.installation.StoredInstallation;
import dev.tollgate.store.ledger.StoredLedger;
import dev.tollgate.store.plan.StoredPlans;
import dev.tollgate.store.subuser.StoredSubUsers;
import dev.tollgate.store.token.StoredTokens;
import dev.tollgate.store.whitelist.StoredWhitelists;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The open store: the domain's ports over one database. Thread-safe.
///
/// A database that breaks later makes the ports throw [dev.tollgate.domain.error.StoreFailure]; they work again as soon as it
/// does.
public final class Store implements AutoCloseable {
    /// How long the note of a token's last use may lag behind.
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
    private final ScheduledExecutorService background;

    private Store(Database database) {
        this.database = database;
        this.tokens = new StoredTokens(database);
        this.subUsers = new StoredSubUsers(database);
        this.whitelists = new StoredWhitelists(database);
        this.accounts = new StoredAccounts(database);
        this.ledger = new StoredLedger(database);
        this.plans = new StoredPlans(database);
        this.exits = new StoredExits(database);
        this.accessFeed = new StoredAccessFeed(database);
        this.installation = new StoredInstallation(database);
        this.background = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tollgate-store").factory());
    }

    /// Opens the database and brings its schema up to this program's.
    ///
    /// @throws StoreUnavailable if that cannot be; its message is one line for the operator
    public static Store open(StoreConfig config) throws StoreUnavailable {
        Store store = new Store(Database.open(config));
        store.writeUsesInTheBackground();
        return store;
    }

    private void writeUsesInTheBackground() {
        var _ = background.scheduleWithFixedDelay(tokens::writeUses, USES_WRITTEN_EVERY.toMillis(),
                USES_WRITTEN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
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

    /// Whether the database answers now. May take some seconds to say no.
    public boolean reachable() {
        return database.reachable();
    }

    /// Writes what is still gathered and closes the database.
    @Override
    public void close() {
        background.close();
        tokens.writeUses();
        database.close();
    }
}
