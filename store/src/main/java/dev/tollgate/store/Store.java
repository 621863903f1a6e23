package dev.tollgate.store;

import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.admission.AccessFeed;
import dev.tollgate.domain.audit.AttemptLog;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.exit.ExitRepository;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.ledger.LedgerRepository;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.secret.Installation;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.webhook.DeliveryQueue;
import dev.tollgate.domain.webhook.WebhookRepository;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import dev.tollgate.store.account.StoredAccounts;
import dev.tollgate.store.admission.StoredAccessFeed;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.audit.StoredAttempts;
import dev.tollgate.store.audit.StoredAuditLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import dev.tollgate.store.exit.StoredExits;
import dev.tollgate.store.installation.StoredInstallation;
import dev.tollgate.store.ledger.StoredLedger;
import dev.tollgate.store.plan.StoredPlans;
import dev.tollgate.store.subuser.StoredSubUsers;
import dev.tollgate.store.token.StoredTokens;
import dev.tollgate.store.webhook.StoredDeliveries;
import dev.tollgate.store.webhook.StoredWebhooks;
import dev.tollgate.store.webhook.WebhookOutbox;
import dev.tollgate.store.whitelist.StoredWhitelists;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open store: the domain's ports over one database. Thread-safe.
///
/// A database that breaks later makes the ports throw [dev.tollgate.domain.error.StoreFailure]; they work again as soon as it
/// does.
public final class Store implements AutoCloseable {
    /// How long the note of a token's last use, or of an attempt that failed, may lag behind.
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(5);
    private static final Duration PRUNED_AT_FIRST = Duration.ofMinutes(10);
    private static final Duration PRUNED_EVERY = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

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
    private final StoredAuditLog auditLog;
    private final StoredAttempts attempts;
    private final WebhookRepository webhooks;
    private final DeliveryQueue deliveries;
    private final ScheduledExecutorService background;

    private Store(Database database, ChangeLog changes, InstantSource clock) {
        this.database = database;
        this.auditLog = new StoredAuditLog(database, changes, clock);
        this.attempts = new StoredAttempts(database, changes, clock);
        this.webhooks = new StoredWebhooks(database, changes);
        this.deliveries = new StoredDeliveries(database, changes);
        this.tokens = new StoredTokens(database, changes);
        this.subUsers = new StoredSubUsers(database, changes);
        this.whitelists = new StoredWhitelists(database, changes);
        this.accounts = new StoredAccounts(database, changes);
        this.ledger = new StoredLedger(database, changes);
        this.plans = new StoredPlans(database, changes);
        this.exits = new StoredExits(database, changes);
        this.accessFeed = new StoredAccessFeed(database);
        this.installation = new StoredInstallation(database, changes);
        this.background = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tollgate-store").factory());
    }

    /// Opens the database and brings its schema up to this program's.
    ///
    /// @param ids draws the ids of audit entries and events
    /// @param clock when they are made
    /// @throws StoreUnavailable if that cannot be; its message is one line for the operator
    public static Store open(StoreConfig config, Ulids ids, InstantSource clock) throws StoreUnavailable {
        Store store = new Store(Database.open(config), new ChangeLog(ids, clock, new WebhookOutbox()), clock);
        store.workInTheBackground();
        return store;
    }

    private void workInTheBackground() {
        var _ = background.scheduleWithFixedDelay(this::writeGathered, WRITTEN_EVERY.toMillis(),
                WRITTEN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        var _ = background.scheduleWithFixedDelay(this::pruneAuditLog, PRUNED_AT_FIRST.toMillis(),
                PRUNED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void writeGathered() {
        tokens.writeUses();
        attempts.write();
    }

    private void pruneAuditLog() {
        try {
            auditLog.prune();
        } catch (StoreFailure e) {
            LOG.warn("The audit log could not be pruned, which is tried again: {}", e.getMessage());
        }
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

    public AuditLog auditLog() {
        return auditLog;
    }

    /// Takes note of failed logins and of tokens that were turned away.
    public AttemptLog attempts() {
        return attempts;
    }

    public WebhookRepository webhooks() {
        return webhooks;
    }

    public DeliveryQueue deliveries() {
        return deliveries;
    }

    /// Whether the database answers now. May take some seconds to say no.
    public boolean reachable() {
        return database.reachable();
    }

    /// Writes what is still gathered and closes the database.
    @Override
    public void close() {
        background.close();
        writeGathered();
        database.close();
    }
}
