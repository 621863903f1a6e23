package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.KeptToken;
import dev.tollgate.domain.token.TokenFilter;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.token.TokenUse;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import dev.tollgate.store.token.TokenTable.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// API tokens. Thread-safe.
///
/// Uses are gathered in memory and written by [#writeUses] every few seconds: an API read does not wait for a write.
public final class StoredTokens implements TokenRepository {
    private static final Logger LOG = LoggerFactory.getLogger(StoredTokens.class);

    private final Database database;
    private final ChangeLog changes;
    private final UnwrittenUses unwritten = new UnwrittenUses();

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
    public Optional<KeptToken> find(AccountId account, Set<Environment> environments, TokenId id) {
        return unwritten.reading(() -> database
                .read(handle -> new TokenTable(handle).find(account, environments, id)).map(unwritten::complete));
    }

    @Override
    public Page<KeptToken> list(AccountId account, Set<Environment> environments, TokenFilter filter,
            PageRequest page) {
        return unwritten.reading(() -> {
            Page<Row> rows = Pages.page(page, limit -> database
                    .read(handle -> new TokenTable(handle).list(account, environments, filter, page, limit)));
            return new Page<>(rows.items().stream().map(unwritten::complete).toList(), rows.more());
        });
    }

    @Override
    public <R> Update<R> update(Author author, AccountId account, Set<Environment> environments, TokenId id,
            OptionalLong expectedVersion, Function<ApiToken, Decision<R>> decision) {
        return database.write(handle -> {
            TokenTable table = new TokenTable(handle);
            Optional<Row> found = table.find(account, environments, id);
            if (found.isEmpty()) {
                return new Update.Missing<>();
            }
            ApiToken before = found.get().token();
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
                return new Update.OtherVersion<>(before.version());
            }
            return switch (decision.apply(before)) {
                case Decision.Refuse<R>(R why) -> new Update.Refused<>(why);
                case Decision.Become<R>(ApiToken wanted) when wanted.equals(before) ->
                    new Update.Updated<>(complete(found.get()));
                case Decision.Become<R>(ApiToken wanted) -> changed(handle, author, change(before, wanted), wanted);
            };
        });
    }

    @Override
    public <R> Update<R> rotate(Author author, AccountId account, Set<Environment> environments, TokenId id,
            SecretHash next, Instant now, Function<ApiToken, Decision<R>> decision) {
        return database.write(handle -> {
            Optional<Row> found = new TokenTable(handle).find(account, environments, id);
            if (found.isEmpty()) {
                return new Update.Missing<>();
            }
            ApiToken before = found.get().token();
            return switch (decision.apply(before)) {
                case Decision.Refuse<R>(R why) -> new Update.Refused<>(why);
                case Decision.Become<R>(ApiToken wanted) -> {
                    TokenSecretTable secrets = new TokenSecretTable(handle);
                    secrets.replaceCurrent(id, now);
                    secrets.insertCurrent(id, next);
                    yield changed(handle, author,
                            Change.changed(Action.TOKEN_ROTATE, id, before.facts(), wanted.facts())
                                    .telling(EventType.TOKEN_ROTATED),
                            wanted);
                }
            };
        });
    }

    private static Change change(ApiToken before, ApiToken after) {
        return after.revoked()
                ? Change.changed(Action.TOKEN_REVOKE, before.id(), before.facts(), after.facts())
                        .telling(EventType.TOKEN_REVOKED)
                : Change.changed(Action.TOKEN_UPDATE, before.id(), before.facts(), after.facts());
    }

    private <R> Update<R> changed(Handle handle, Author author, Change change, ApiToken wanted) {
        TokenTable table = new TokenTable(handle);
        table.update(wanted.changed());
        changes.add(handle, author, change.in(wanted.account(), wanted.environment()));
        // As kept: moments lose what is below a millisecond.
        return new Update.Updated<>(
                complete(table.find(wanted.account(), Set.of(wanted.environment()), wanted.id()).orElseThrow()));
    }

    private KeptToken complete(Row row) {
        return unwritten.reading(() -> unwritten.complete(row));
    }

    @Override
    public void used(TokenId id, TokenUse use) {
        unwritten.note(id, use);
    }

    @Override
    public void replacedUsed(SecretHash secret, Stage stage, TokenUse use) {
        unwritten.note(secret, UsesOfSecret.once(stage, use));
    }

    /// Writes what was gathered. What cannot be written now is kept for the next time.
    public void writeUses() {
        if (unwritten.none()) {
            return;
        }
        try (UnwrittenUses.Draining draining = unwritten.draining()) {
            database.write(handle -> {
                UnwrittenUses.Gathered gathered = draining.begin();
                TokenTable tokens = new TokenTable(handle);
                gathered.tokens().forEach(tokens::used);
                TokenSecretTable secrets = new TokenSecretTable(handle);
                gathered.secrets().forEach((secret, uses) -> secrets.count(secret, uses)
                        .ifPresent(event -> changes.tell(handle, event)));
                return true;
            });
            draining.written();
        } catch (StoreFailure e) {
            LOG.warn("The latest uses of tokens could not be written: {}", e.getMessage());
        }
    }
}
