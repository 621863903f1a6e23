package dev.tollgate.domain.login;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.secret.SecretHash;

/// Keeps whether the installation was set up: its first owner made with the code that the first start printed (A§3). Thread-safe;
/// each method is one transaction.
public interface SetupRepository {
    /// Keeps the setup code, if none was ever kept.
    ///
    /// @return whether it is the one
    boolean offer(SecretHash code);

    /// Whether the code was used.
    boolean over();

    State state(SecretHash code);

    /// Uses up the code and keeps the first owner.
    Completion complete(Author author, SecretHash code, Member owner, PasswordHash password);

    /// How a code stands.
    enum State {
        RIGHT,
        WRONG,
        /// The code was used: there is nothing to set up any more.
        OVER
    }

    /// What came of [#complete].
    enum Completion {
        COMPLETED, WRONG, OVER, EMAIL_TAKEN
    }
}
