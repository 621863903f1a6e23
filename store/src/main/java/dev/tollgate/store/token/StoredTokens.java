package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// API tokens. Thread-safe.
///
/// Uses are gathered in memory, the latest of each token, and written by [#writeUses] every few seconds: an API read does
/// not wait for a write. Bounded by the number of tokens.
public final class StoredTokens implements TokenRepository {
    private static final Logger LOG = LoggerFactory.getLogger(StoredTokens.class);

    private final Database database;
    private final ChangeLog changes;
    private final ConcurrentHashMap<TokenId, Use> uses = new ConcurrentHashMap<>();

    public StoredTokens(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public void insert(Author author, ApiToken token, SecretHash secret) {
        database.write(handle -> {
            new TokenTable(handle).insert(token);
            new TokenSecretTable(handle).insertCurrent(token.id(), secret);
            changes.add(handle, author, Change.made(Action.TOKEN_CREATE, token.id(), token.facts())
                    .in(token.account(), token.environment()).telling(EventType.TOKEN_CREATED));
            return true;
        });
    }

    @Override
    public Optional<Presented> findBySecret(SecretHash secret) {
        return database.read(handle -> new TokenTable(handle).findBySecret(secret));
    }

    @Override
    public boolean any(AccountId account) {
        return database.read(handle -> new TokenTable(handle).any(account));
    }

    @Override
    public void used(TokenId id, Instant at, IpAddress from) {
        uses.merge(id, new Use(at, from), StoredTokens::later);
    }

    @Override
    public Optional<Use> lastUse(TokenId id) {
        Optional<Use> unwritten = Optional.ofNullable(uses.get(id));
        Optional<Use> written = database.read(handle -> new TokenTable(handle).lastUse(id));
        return unwritten.isEmpty() ? written : unwritten.map(use -> written.map(old -> later(old, use)).orElse(use));
    }

    private static Use later(Use known, Use other) {
        return other.at().isBefore(known.at()) ? known : other;
    }

    /// Writes what was gathered. What cannot be written now is kept for the next time.
    public void writeUses() {
        Map<TokenId, Use> gathered = Map.copyOf(uses);
        if (gathered.isEmpty()) {
            return;
        }
        try {
            database.write(handle -> {
                TokenTable table = new TokenTable(handle);
                gathered.forEach(table::used);
                return true;
            });
            gathered.forEach(uses::remove);
        } catch (StoreFailure e) {
            LOG.warn("The last uses of {} tokens could not be written: {}", gathered.size(), e.getMessage());
        }
    }
}
