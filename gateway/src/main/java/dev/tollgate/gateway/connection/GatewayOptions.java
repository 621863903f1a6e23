package dev.tollgate.gateway.connection;

import dev.tollgate.domain.brand.Brand;
import dev.tollgate.gateway.http1.HeadRules;

/// The settings that the steps of a connection go by.
///
/// @param strict whether `auth.mode` is `strict`
/// @param via whether `Via` is added both ways and loops are looked for
/// @param proxyStatusOnSuccess whether `Proxy-Status` is sent on successes too
/// @param maxConnections client connections at once
/// @param proxyProtocol whether connections begin with a PROXY header
public record GatewayOptions(Brand brand, Timeouts timeouts, boolean strict, boolean via, boolean proxyStatusOnSuccess,
        int maxConnections, ProxyProtocol proxyProtocol) {
    /// What of them the HTTP codec needs.
    public HeadRules headRules() {
        return via
                ? new HeadRules(brand.headerPrefix(), brand.viaPseudonym())
                : HeadRules.withoutVia(brand.headerPrefix());
    }
}
