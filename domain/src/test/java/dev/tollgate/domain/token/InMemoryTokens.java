package dev.tollgate.domain.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens in memory, for tests.
public final class InMemoryTokens implements TokenRepository {

    private final Map<SecretHash, Presented> bySecret = new ConcurrentHashMap<>();
    private final Map<TokenId, Use> lastUsed = new ConcurrentHashMap<>();

    @Override
    public void insert(Author author, ApiToken token, SecretHash secret) {
        bySecret.put(secret, new Presented(token, Optional.empty()));
    }

    /// Keeps a secret that another one replaced.
    public void insertReplaced(ApiToken token, SecretHash secret, Instant validUntil) {
        bySecret.put(secret, new Presented(token, Optional.of(validUntil)));
    }

    @Override
    public Optional<Presented> findBySecret(SecretHash secret) {
        return Optional.ofNullable(bySecret.get(secret));
    }

    @Override
    public boolean any(AccountId account) {
        return bySecret.values().stream().anyMatch(one -> one.token().account().equals(account));
    }

    @Override
    public void used(TokenId id, Instant at, IpAddress from) {
        lastUsed.merge(id, new Use(at, from), (before, now) -> now.at().isAfter(before.at()) ? now : before);
    }

    @Override
    public Optional<Use> lastUse(TokenId id) {
        return Optional.ofNullable(lastUsed.get(id));
    }

    /// When it was last used.
    public Optional<Instant> lastUsed(TokenId id) {
        return lastUse(id).map(Use::at);
    }
}
