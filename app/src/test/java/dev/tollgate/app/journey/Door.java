package dev.tollgate.app.journey;

/// The ways into the one port, by the scheme of the proxy URL that clients know them under.
enum Door {
    HTTP("http"),
    TLS("https"),
    /// The client resolves the target's name.
    SOCKS5("socks5"),
    /// The gateway does.
    SOCKS5H("socks5h");

    private final String scheme;

    Door(String scheme) {
        this.scheme = scheme;
    }

    /// @param userInfo `username:password@`, or nothing
    String url(String userInfo, int port) {
        return scheme + "://" + userInfo + "127.0.0.1:" + port;
    }
}
