package dev.tollgate.domain.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Keeps API tokens and the hashes of their secrets. Thread-safe; each method is one transaction. What a method has changed
/// holds on every node when it returns: a secret is looked up at each request.
///
/// Every look-up by id is by account and environments: an id of another one answers like an id that does not exist.
public interface TokenRepository {
    /// @throws IllegalStateException if the id or the secret was issued before, or there is no such account
    void insert(Author author, ApiToken token, SecretHash secret);

    /// The token that a secret belongs to, current or replaced, live or ended: told apart by the caller.
    Optional<Presented> findBySecret(SecretHash secret);

    boolean any(AccountId account);

    Optional<KeptToken> find(AccountId account, Set<Environment> environments, TokenId id);

    /// Newest first.
    Page<KeptToken> list(AccountId account, Set<Environment> environments, TokenFilter filter, PageRequest page);

    /// Reads, changes and writes in one transaction. If `decision` is for an equal token nothing is written and the version
    /// stays; otherwise [ApiToken#changed] is applied.
    ///
    /// @param expectedVersion of `If-Match`, if there was one
    <R> Update<R> update(Author author, AccountId account, Set<Environment> environments, TokenId id,
            OptionalLong expectedVersion, Function<ApiToken, Decision<R>> decision);

    /// Gives the token a new secret. The one it had works for [ReplacedSecret#GRACE] more, and those it replaced before until
    /// their own ends; of more than [ReplacedSecret#MOST] the oldest ends now.
    ///
    /// @param decision for the token as it is with the new secret
    <R> Update<R> rotate(Author author, AccountId account, Set<Environment> environments, TokenId id, SecretHash next,
            Instant now, Function<ApiToken, Decision<R>> decision);

    /// Notes a use, of which only the latest counts. Never waits for the store; a crash may lose the last seconds.
    void used(TokenId id, TokenUse use);

    /// Counts a use of a secret that was replaced. Never waits for the store; a crash may lose the last seconds.
    ///
    /// @param stage whether it still worked
    void replacedUsed(SecretHash secret, Stage stage, TokenUse use);

    /// At which point of its life a replaced secret was used.
    enum Stage {
        IN_GRACE, LATE
    }

    /// A token and how its secret stands.
    ///
    /// @param validUntil of a replaced secret, the first moment at which it no longer works; empty for the current one
    record Presented(ApiToken token, Optional<Instant> validUntil) {}

    /// What is to become of a token, decided with the token as it is in the transaction.
    ///
    /// @param <R> why not
    sealed interface Decision<R> {
        record Become<R>(ApiToken token) implements Decision<R> {}

        record Refuse<R>(R why) implements Decision<R> {}
    }

    /// What came of [#update] and [#rotate].
    sealed interface Update<R> {
        record Updated<R>(KeptToken token) implements Update<R> {}

        record Missing<R>() implements Update<R> {}

        record OtherVersion<R>(long current) implements Update<R> {}

        record Refused<R>(R why) implements Update<R> {}
    }
}
