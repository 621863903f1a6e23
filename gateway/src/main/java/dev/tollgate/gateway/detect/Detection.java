package dev.tollgate.gateway.detect;

/// What the first bytes of a connection speak (G§2).
public sealed interface Detection {
    /// Nothing can be said yet: at least one more byte decides.
    record Undecided() implements Detection {}

    record Http() implements Detection {}

    /// HTTP/2 in clear, with prior knowledge (RFC 9113, section 3.3).
    record Http2Preface() implements Detection {}

    record Socks5() implements Detection {}

    record Socks4() implements Detection {}

    record Tls() implements Detection {}

    /// Nothing that is spoken here; inside TLS that includes TLS.
    record Unknown() implements Detection {}
}
