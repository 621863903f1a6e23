package dev.tollgate.domain.secret;

import dev.tollgate.domain.audit.Author;
import java.util.Optional;

/// What belongs to the installation as a whole: which server key its secrets are hashed under. Thread-safe.
public interface Installation {
    /// The fingerprint of the installation's server key; empty until a first node claims it.
    Optional<SecretHash> keyFingerprint();

    /// Makes this the installation's server key if it has none yet.
    ///
    /// @return whether the installation's key is this one; if not, the caller must not start
    boolean claimKey(Author author, SecretHash fingerprint);
}
