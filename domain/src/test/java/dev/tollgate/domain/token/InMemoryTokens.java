package dev.tollgate.domain.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Tokens in memory, for tests. Thread-safe.
public final class InMemoryTokens implements TokenRepository {

    private final Map<String, ApiToken> tokens = new TreeMap<>(Comparator.<String>reverseOrder());
    private final Map<SecretHash, Kept> secrets = new HashMap<>();
    private final Map<TokenId, TokenUse> lastUsed = new HashMap<>();
    private long rotations;

    /// A secret; `replaced` is empty while it is the current one.
    private record Kept(TokenId token, long order, Optional<ReplacedSecret> replaced) {
        Kept with(ReplacedSecret other) {
            return new Kept(token, order, Optional.of(other));
        }
    }

    @Override
    public synchronized void insert(Author author, ApiToken token, SecretHash secret) {
        tokens.put(token.id().value(), token);
        secrets.put(secret, new Kept(token.id(), rotations++, Optional.empty()));
    }

    /// Keeps a secret that another one replaced.
    public synchronized void insertReplaced(ApiToken token, SecretHash secret, Instant validUntil) {
        insert(Author.SYSTEM, token, secret);
        secrets.compute(secret, (_, kept) -> kept.with(
                new ReplacedSecret(validUntil.minus(ReplacedSecret.GRACE), validUntil, TokenUses.NONE,
                        TokenUses.NONE)));
    }

    @Override
    public synchronized Optional<Presented> findBySecret(SecretHash secret) {
        return Optional.ofNullable(secrets.get(secret)).map(
                kept -> new Presented(Objects.requireNonNull(tokens.get(kept.token().value())),
                        kept.replaced().map(ReplacedSecret::validUntil)));
    }

    @Override
    public synchronized boolean any(AccountId account) {
        return tokens.values().stream().anyMatch(one -> one.account().equals(account));
    }

    @Override
    public synchronized Optional<KeptToken> find(AccountId account, Set<Environment> environments, TokenId id) {
        return Optional.ofNullable(tokens.get(id.value()))
                .filter(one -> one.account().equals(account) && environments.contains(one.environment()))
                .map(this::kept);
    }

    private KeptToken kept(ApiToken token) {
        List<ReplacedSecret> replaced = secrets.values().stream().filter(one -> one.token().equals(token.id()))
                .sorted(Comparator.comparingLong(Kept::order).reversed())
                .flatMap(one -> one.replaced().stream()).toList();
        return new KeptToken(token, replaced, Optional.ofNullable(lastUsed.get(token.id())));
    }

    @Override
    public synchronized Page<KeptToken> list(AccountId account, Set<Environment> environments, TokenFilter filter,
            PageRequest page) {
        List<KeptToken> fitting = tokens.values().stream()
                .filter(one -> one.account().equals(account) && environments.contains(one.environment()))
                .filter(one -> page.before().isEmpty() || one.id().value().compareTo(page.before().get()) < 0)
                .map(this::kept)
                .filter(one -> filter.state().isEmpty() || filter.state().get() == one.state(filter.now())).toList();
        return new Page<>(fitting.stream().limit(page.limit()).toList(), fitting.size() > page.limit());
    }

    @Override
    public synchronized <R> Update<R> update(Author author, AccountId account, Set<Environment> environments,
            TokenId id, OptionalLong expectedVersion, Function<ApiToken, Decision<R>> decision) {
        Optional<KeptToken> found = find(account, environments, id);
        if (found.isEmpty()) {
            return new Update.Missing<>();
        }
        ApiToken before = found.get().token();
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion<>(before.version());
        }
        return switch (decision.apply(before)) {
            case Decision.Refuse<R>(R why) -> new Update.Refused<>(why);
            case Decision.Become<R>(ApiToken wanted) -> new Update.Updated<>(
                    kept(wanted.equals(before) ? before : put(wanted.changed())));
        };
    }

    private ApiToken put(ApiToken token) {
        tokens.put(token.id().value(), token);
        return token;
    }

    @Override
    public synchronized <R> Update<R> rotate(Author author, AccountId account, Set<Environment> environments,
            TokenId id, SecretHash next, Instant now, Function<ApiToken, Decision<R>> decision) {
        Optional<KeptToken> found = find(account, environments, id);
        if (found.isEmpty()) {
            return new Update.Missing<>();
        }
        return switch (decision.apply(found.get().token())) {
            case Decision.Refuse<R>(R why) -> new Update.Refused<>(why);
            case Decision.Become<R>(ApiToken wanted) -> {
                replace(id, next, now);
                yield new Update.Updated<>(kept(put(wanted.changed())));
            }
        };
    }

    private void replace(TokenId id, SecretHash next, Instant now) {
        secrets.replaceAll((_, kept) -> kept.token().equals(id) && kept.replaced().isEmpty()
                ? kept.with(new ReplacedSecret(now, now.plus(ReplacedSecret.GRACE), TokenUses.NONE, TokenUses.NONE))
                : kept);
        secrets.put(next, new Kept(id, rotations++, Optional.empty()));
        List<Map.Entry<SecretHash, Kept>> working = new ArrayList<>(secrets.entrySet().stream()
                .filter(one -> one.getValue().token().equals(id))
                .filter(one -> one.getValue().replaced().filter(old -> old.works(now)).isPresent())
                .sorted(Comparator.comparingLong(one -> -one.getValue().order())).toList());
        for (Map.Entry<SecretHash, Kept> over : working.subList(Math.min(ReplacedSecret.MOST, working.size()),
                working.size())) {
            ReplacedSecret old = over.getValue().replaced().orElseThrow();
            secrets.put(over.getKey(),
                    over.getValue().with(new ReplacedSecret(old.replacedAt(), now, old.inGrace(), old.late())));
        }
    }

    @Override
    public synchronized void used(TokenId id, TokenUse use) {
        lastUsed.merge(id, use, TokenUse::later);
    }

    @Override
    public synchronized void replacedUsed(SecretHash secret, Stage stage, TokenUse use) {
        secrets.computeIfPresent(secret, (_, kept) -> kept.with(counted(kept.replaced().orElseThrow(), stage, use)));
    }

    private static ReplacedSecret counted(ReplacedSecret old, Stage stage, TokenUse use) {
        TokenUses once = TokenUses.once(use);
        return switch (stage) {
            case IN_GRACE ->
                new ReplacedSecret(old.replacedAt(), old.validUntil(), old.inGrace().and(once), old.late());
            case LATE -> new ReplacedSecret(old.replacedAt(), old.validUntil(), old.inGrace(), old.late().and(once));
        };
    }

    /// When it was last used.
    public synchronized Optional<Instant> lastUsed(TokenId id) {
        return Optional.ofNullable(lastUsed.get(id)).map(TokenUse::at);
    }
}
