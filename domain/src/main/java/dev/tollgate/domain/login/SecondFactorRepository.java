package dev.tollgate.domain.login;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.secret.SecretHash;
import java.util.List;
import java.util.Optional;

/// Keeps second factors. Thread-safe; each method is one transaction.
public interface SecondFactorRepository {
    Optional<SecondFactor> find(MemberId member);

    /// Keeps a key that waits for its first code, in the place of one that waited before.
    ///
    /// @return whether it is kept: not while a confirmed one is on
    boolean propose(MemberId member, String sealedKey);

    /// Puts the key that waits in force.
    ///
    /// @param step of the code that confirmed it, which is used up with that
    /// @param recoveryCodes their hashes
    /// @return whether it is in force: not if meanwhile another key waits, or none
    boolean confirm(Author author, MemberId member, String sealedKey, long step, List<SecretHash> recoveryCodes);

    /// Uses up the code of a time step.
    ///
    /// @return whether it was still good: not if that step or a later one was used
    boolean useStep(MemberId member, long step);

    /// Uses up a recovery code.
    ///
    /// @return whether it was still good
    boolean useRecoveryCode(Author author, MemberId member, SecretHash code);

    /// Removes the factor and its recovery codes.
    void remove(Author author, MemberId member);
}
