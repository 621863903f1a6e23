package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.IpAddress;

/// What the first bytes of a connection say as a PROXY header.
sealed interface HeaderReading {
    /// More bytes are needed; none was taken.
    record Incomplete() implements HeaderReading {}

    /// A whole header was taken, and this is where the connection comes from.
    record Forwarded(IpAddress source, int port) implements HeaderReading {}

    /// A whole header was taken that names nobody: the source is the peer itself.
    record Own() implements HeaderReading {}

    /// No header, or not a sound one; whatever follows, it stays so.
    record Malformed(String why) implements HeaderReading {}
}
