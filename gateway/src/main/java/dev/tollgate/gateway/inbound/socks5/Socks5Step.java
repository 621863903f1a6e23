package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.domain.target.Target;

/// What the bytes of a SOCKS5 client amount to next.
public sealed interface Socks5Step {
    /// More bytes are needed.
    record Incomplete() implements Socks5Step {}

    /// The greeting is read, and this is the answer to it.
    record Greeted(AuthMethod method) implements Socks5Step {}

    record LoggingIn(Credentials credentials) implements Socks5Step {}

    /// A CONNECT.
    record Wanted(Target target) implements Socks5Step {}

    /// A request that cannot be served, whoever asks.
    ///
    /// @param reply RFC 1928, section 6
    /// @param detail one ASCII sentence that repeats nothing the client wrote
    record Unserved(int reply, String detail) implements Socks5Step {}

    /// Not SOCKS5: closed without an answer.
    record Broken() implements Socks5Step {}
}
