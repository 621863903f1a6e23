package dev.tollgate.control.password;

import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Hashes and compares passwords, two at once and no more, so that no number of logins takes the memory or the processors of the
/// node. Thread-safe.
///
/// The work is done on threads of its own: on the virtual threads of the API it would hold up every other request.
public final class PasswordHasher implements AutoCloseable {

    private static final int AT_ONCE = 2;
    /// About ten seconds of work. Who comes after them is told to come again.
    private static final int MOST_WAITING = 64;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final PasswordCost cost;
    private final IntFunction<byte[]> random;
    private final PasswordHash nobodys;
    private final ThreadPoolExecutor threads;

    /// @param random draws so many bytes, unpredictable ones
    public PasswordHasher(PasswordCost cost, IntFunction<byte[]> random) {
        this.cost = cost;
        this.nobodys = Argon2id.nobodys(cost);
        this.random = random;
        this.threads = new ThreadPoolExecutor(AT_ONCE, AT_ONCE, IDLE.toSeconds(), TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().daemon().name("tollgate-password-", 0)
                        .factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// How a password compares.
    public enum Verdict {
        RIGHT,
        WRONG,
        /// Too many wait already.
        BUSY
    }

    /// @return empty if too many wait already
    public Optional<PasswordHash> hash(Secret password) {
        return done(() -> Argon2id.hash(password, random.apply(Argon2id.SALT_BYTES), cost));
    }

    /// Compares, in the same time whether there is something to compare with or not.
    ///
    /// @param hash empty of somebody who has no password or does not exist
    public Verdict compare(Secret password, Optional<PasswordHash> hash) {
        return done(() -> Argon2id.matches(password, hash.orElse(nobodys)))
                .map(right -> right && hash.isPresent() ? Verdict.RIGHT : Verdict.WRONG).orElse(Verdict.BUSY);
    }

    private <T> Optional<T> done(Callable<T> work) {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        }
        try {
            return Optional.of(result.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            result.cancel(true);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
