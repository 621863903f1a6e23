package dev.tollgate.domain.subuser;

import java.time.Instant;
import java.util.Optional;

/// When a sub-user last proved itself at the gateway. Thread-safe, never waits.
@FunctionalInterface
public interface LastUse {

    /// Knows of no use.
    LastUse UNKNOWN = id -> Optional.empty();

    Optional<Instant> lastUsed(SubUserId id);
}
