package dev.tollgate.bench.load;

/// How a client speaks to a proxy.
public enum Protocol {
    /// No proxy between: what the load side itself can do.
    DIRECT,
    CONNECT,
    SOCKS5,
    /// Plain requests with an absolute URI.
    HTTP
}
