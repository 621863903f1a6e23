package dev.tollgate.app.webhook;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Host;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finds the addresses of a name. Thread-safe.
@FunctionalInterface
public interface Names {

    /// Asks once, and waits for the answer.
    ///
    /// @return empty if there is none, or none in that time
    Optional<List<IpAddress>> addresses(Host.Name name, Duration patience);
}
