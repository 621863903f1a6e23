package dev.tollgate.gateway.connection;

import dev.tollgate.domain.address.CidrSet;

/// Whether a listener's connections begin with a PROXY header (G§7); it is never guessed.
public sealed interface ProxyProtocol {
    record Off() implements ProxyProtocol {}

    /// Each begins with one, or is closed.
    ///
    /// @param trusted the peers whose header is believed; all others are closed
    record Required(CidrSet trusted) implements ProxyProtocol {}
}
