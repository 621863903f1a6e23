package dev.tollgate.domain.admission;

import dev.tollgate.domain.error.GatewayError;
import java.util.Optional;

/// Whether this node takes new exchanges (check `node`): draining, out of memory, journal not writable. Thread-safe, never
/// waits.
@FunctionalInterface
public interface NodeCondition {
    NodeCondition ACCEPTING = Optional::empty;

    /// @return why not, if it does not
    Optional<GatewayError> refusal();
}
