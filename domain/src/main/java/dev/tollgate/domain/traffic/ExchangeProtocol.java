package dev.tollgate.domain.traffic;

/// How an exchange was asked for.
public enum ExchangeProtocol {
    HTTP("http"), HTTP_CONNECT("http-connect"), SOCKS5("socks5");

    private final String label;

    ExchangeProtocol(String label) {
        this.label = label;
    }

    /// As records and logs write it.
    public String label() {
        return label;
    }
}
