package dev.tollgate.gateway.dial;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.ProxyStatusError;

/// How a TLS handshake with a target ended.
public sealed interface TlsOutcome {

    /// The target is who it should be; what is written to the channel now is encrypted.
    record Ready() implements TlsOutcome {}

    /// The channel is closed.
    ///
    /// @param error `TARGET_TLS_FAILED` or `TARGET_TIMEOUT`
    /// @param detail one ASCII sentence for the client
    record Failed(GatewayError error, ProxyStatusError proxyStatus, String detail) implements TlsOutcome {}
}
