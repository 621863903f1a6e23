package dev.tollgate.control.attempt;

import dev.tollgate.control.input.Problem;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.login.AttemptRepository;
import dev.tollgate.domain.login.AttemptRepository.Begun;
import dev.tollgate.domain.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The budgets of failed attempts to sign in: 10 in 10 minutes for each source, and as many wrong codes for each member whose
/// password was right. Thread-safe.
///
/// The second one is for whoever knows a password and has many sources. It locks nobody out who does not know it.
public final class Attempts {

    private final AttemptRepository repository;
    private final Ulids ids;
    private final InstantSource clock;

    public Attempts(AttemptRepository repository, Ulids ids, InstantSource clock) {
        this.repository = repository;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of an attempt.
    public sealed interface Result<T> {

        record Good<T>(T value) implements Result<T> {}

        /// It failed, and counts.
        record Failed<T>() implements Result<T> {}

        /// Nothing was attempted: too much failed before.
        record TooMany<T>(Problem problem) implements Result<T> {}
    }

    /// @param attempt returns empty if it failed
    public <T> Result<T> from(IpAddress source, Supplier<Optional<T>> attempt) {
        return of("source " + source.networkKey(), attempt);
    }

    /// @param attempt returns empty if it failed
    public <T> Result<T> by(MemberId member, Supplier<Optional<T>> attempt) {
        return of("member " + member, attempt);
    }

    private <T> Result<T> of(String subject, Supplier<Optional<T>> attempt) {
        String id = ids.next();
        Instant now = clock.instant();
        return switch (repository.begin(id, subject, now)) {
            case Begun.Exhausted(Instant until) -> new Result.TooMany<>(tooMany(Duration.between(now, until)));
            case Begun.Allowed() -> attempt.get().<Result<T>>map(value -> {
                repository.forgive(id);
                return new Result.Good<>(value);
            }).orElseGet(Result.Failed::new);
        };
    }

    private static Problem tooMany(Duration wait) {
        long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
        return Problem.of(ApiError.RATE_LIMITED).withHeaders(Map.of("Retry-After", Long.toString(seconds)));
    }
}
