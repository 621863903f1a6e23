package dev.tollgate.domain.idempotency;

import dev.tollgate.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keeps the answers to requests with an `Idempotency-Key`. Thread-safe; shared by all nodes over one store.
///
/// An attempt is [#begin begun] and then [#finish finished]. What it changes and its answer become true in the same moment, so
/// that a process which is killed leaves both or neither; its unfinished attempt is in nobody's way after [#LEASE].
public interface AnswerRepository {
    /// How long an answer is kept (A§1.4).
    Duration KEPT = Duration.ofHours(24);
    /// How long an attempt may be under way before another may take its place. One that takes longer and was replaced changes
    /// nothing.
    Duration LEASE = Duration.ofSeconds(10);

    /// Begins an attempt, unless there was one before it.
    Beginning begin(Attempt attempt, Instant now);

    /// What an attempt finds.
    sealed interface Beginning {
        /// It is the first, and has to be [#finish finished].
        record Begun() implements Beginning {}

        /// It was made before and answered.
        record Repeated(KeptAnswer answer) implements Beginning {}

        /// It was begun before and is under way.
        record UnderWay() implements Beginning {}

        /// Something else was attempted under this name.
        record OtherContent() implements Beginning {}
    }

    /// Whether anything was attempted under a name.
    boolean known(SecretHash name, Instant now);

    /// Runs `work`. What it changes through the ports of the same store, on this thread, is committed together with the answer
    /// when it returns; if it throws, nothing was changed, and the attempt may be made again.
    ///
    /// @param answer what to keep; empty: the attempt may be made again
    /// @return empty if another attempt took this one's place meanwhile; then nothing was changed
    <T> Optional<T> finish(Attempt attempt, Supplier<T> work, Function<T, Optional<KeptAnswer>> answer);

    /// Forgets attempts that were begun before `end`.
    ///
    /// @param most how many in one transaction
    /// @return how many it were; `most` if there may be more
    int forgetBegunBefore(Instant end, int most);
}
