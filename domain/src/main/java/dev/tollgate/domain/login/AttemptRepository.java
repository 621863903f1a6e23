package dev.tollgate.domain.login;

import java.time.Duration;
import java.time.Instant;

/// Counts failed attempts to sign in, for all nodes. Thread-safe; each method is one transaction.
///
/// An attempt counts as failed from its beginning until it is forgiven, so that many made at once cannot slip through together.
public interface AttemptRepository {
    /// How many failures there may be in [#WINDOW].
    int MOST = 10;
    Duration WINDOW = Duration.ofMinutes(10);

    /// @param id of this attempt, new
    /// @param subject whose failures are counted together: a source or a member
    Begun begin(String id, String subject, Instant now);

    /// It did not fail.
    void forgive(String id);

    /// What came of [#begin].
    sealed interface Begun {
        record Allowed() implements Begun {}

        /// @param until when the oldest failure no longer counts
        record Exhausted(Instant until) implements Begun {}
    }
}
