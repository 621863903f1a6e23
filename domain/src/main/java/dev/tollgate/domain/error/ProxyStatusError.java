package dev.tollgate.domain.error;

import java.util.Locale;

/// The proxy error types of RFC 9209, section 2.3, as far as we send them.
public enum ProxyStatusError {
    HTTP_REQUEST_ERROR,
    HTTP_REQUEST_DENIED,
    DESTINATION_IP_PROHIBITED,
    CONNECTION_LIMIT_REACHED,
    PROXY_INTERNAL_ERROR,
    PROXY_INTERNAL_RESPONSE,
    DNS_ERROR,
    CONNECTION_REFUSED,
    DESTINATION_IP_UNROUTABLE,
    DESTINATION_UNAVAILABLE,
    CONNECTION_TERMINATED,
    CONNECTION_TIMEOUT,
    HTTP_RESPONSE_TIMEOUT,
    TLS_CERTIFICATE_ERROR,
    TLS_PROTOCOL_ERROR,
    HTTP_PROTOCOL_ERROR,
    PROXY_LOOP_DETECTED;

    private final String token = name().toLowerCase(Locale.ROOT);

    /// As it stands in `Proxy-Status`.
    public String token() {
        return token;
    }
}
