package dev.tollgate.store.token;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.KeptToken;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenUse;
import dev.tollgate.store.token.TokenTable.Row;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Uses of tokens on their way to the store: the latest of each token, and the number of each replaced secret. Thread-safe.
/// Bounded by the number of tokens and secrets there are.
///
/// Noting a use never waits. While what was gathered is being written nobody reads, so that no use shows twice or not at all.
final class UnwrittenUses {
    private final ConcurrentHashMap<TokenId, TokenUse> tokens = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SecretHash, UsesOfSecret> secrets = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();

    /// What is written at once.
    record Gathered(Map<TokenId, TokenUse> tokens, Map<SecretHash, UsesOfSecret> secrets) {}

    void note(TokenId token, TokenUse use) {
        tokens.merge(token, use, TokenUse::later);
    }

    void note(SecretHash secret, UsesOfSecret uses) {
        secrets.merge(secret, uses, UsesOfSecret::and);
    }

    boolean none() {
        return tokens.isEmpty() && secrets.isEmpty();
    }

    /// Begins to write what was gathered.
    Draining draining() {
        return new Draining();
    }

    /// One time that what was gathered is written. To be begun inside the transaction that writes it, never the other way round:
    /// others read in the middle of theirs. Confined to one thread.
    final class Draining implements AutoCloseable {
        private Gathered gathered = new Gathered(Map.of(), Map.of());

        private Draining() {}

        /// From here on until the end nobody reads.
        Gathered begin() {
            writing.writeLock().lock();
            gathered = new Gathered(Map.copyOf(tokens), Map.copyOf(secrets));
            return gathered;
        }

        /// The transaction is committed.
        void written() {
            gathered.tokens().forEach(tokens::remove);
            gathered.secrets().forEach(UnwrittenUses.this::forget);
        }

        @Override
        public void close() {
            if (writing.isWriteLockedByCurrentThread()) {
                writing.writeLock().unlock();
            }
        }
    }

    private void forget(SecretHash secret, UsesOfSecret written) {
        secrets.computeIfPresent(secret, (_, noted) -> {
            UsesOfSecret left = noted.without(written);
            return left.equals(UsesOfSecret.NONE) ? null : left;
        });
    }

    /// Reads the store, or completes what was read in a transaction that writes, at a time when nothing is on its way there.
    <T> T reading(Supplier<T> read) {
        writing.readLock().lock();
        try {
            return read.get();
        } finally {
            writing.readLock().unlock();
        }
    }

    /// What the store says of a token, with what it does not know yet.
    KeptToken complete(Row row) {
        Optional<TokenUse> lastUse = Stream.of(row.lastUse(), Optional.ofNullable(tokens.get(row.token().id())))
                .flatMap(Optional::stream).reduce(TokenUse::later);
        return new KeptToken(row.token(),
                row.replaced().stream().map(
                        one -> Objects.requireNonNullElse(secrets.get(one.hash()), UsesOfSecret.NONE).with(
                                one.secret()))
                        .toList(),
                lastUse);
    }
}
