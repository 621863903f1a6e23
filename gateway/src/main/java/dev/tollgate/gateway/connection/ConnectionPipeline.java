package dev.tollgate.gateway.connection;

/// Installs the next step of a connection; the only one that knows their order. A step that has done its work calls this and
/// removes itself; bytes it read and did not use are handed on behind it.
public interface ConnectionPipeline {
    /// The first step of a connection that was accepted: its PROXY header where the listener requires one, else detection.
    void begin(ClientConnection connection);

    /// The first bytes, or the first inside TLS, decide what comes next.
    void detect(ClientConnection connection);

    void http(ClientConnection connection);

    void socks5(ClientConnection connection);

    /// TLS, and detection once more inside it.
    void tls(ClientConnection connection);
}
