package dev.tollgate.domain.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;

/// Keeps API tokens and the hashes of their secrets. Thread-safe; each method is one transaction.
public interface TokenRepository {
    void insert(Author author, ApiToken token, SecretHash secret);

    /// The token that a secret belongs to, current or replaced, live or ended: told apart by the caller.
    Optional<Presented> findBySecret(SecretHash secret);

    boolean any(AccountId account);

    /// Notes a use, of which only the latest counts. Never waits for the store; a crash may lose the last seconds.
    void used(TokenId id, Instant at, IpAddress from);

    /// The latest use; empty if it was never used.
    Optional<Use> lastUse(TokenId id);

    record Use(Instant at, IpAddress from) {}

    /// A token and how its secret stands.
    ///
    /// @param validUntil of a replaced secret, the first moment at which it no longer works; empty for the current one
    record Presented(ApiToken token, Optional<Instant> validUntil) {}
}
