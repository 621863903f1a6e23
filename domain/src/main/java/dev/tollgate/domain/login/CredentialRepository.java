package dev.tollgate.domain.login;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;

/// Keeps what members sign in with. Thread-safe; each method is one transaction.
public interface CredentialRepository {
    /// What the member with this address signs in with.
    ///
    /// @param email in whatever case
    Optional<Credentials> find(String email);

    /// Takes up an invitation that is valid `now`: it is used up, and the member has a password.
    ///
    /// @return empty if there is no such invitation any more, or its member is disabled
    Optional<Member> accept(Author author, SecretHash code, PasswordHash password, Instant now);

    /// Who may take up an invitation that is valid `now`.
    Optional<Member> invited(SecretHash code, Instant now);

    /// @param password empty before the invitation was taken up
    /// @param factor empty without a second factor
    record Credentials(Member member, Optional<PasswordHash> password, Optional<SecondFactor> factor) {}
}
