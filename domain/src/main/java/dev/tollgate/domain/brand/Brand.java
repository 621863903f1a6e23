package dev.tollgate.domain.brand;

import java.util.Optional;

/// The wire constants of G§1.1. Their defaults and the rules for other values are declared with the settings.
///
/// @param usernamePrefix in front of a name in a proxy username, such as `helo_`
/// @param headerPrefix in front of our own header names, such as `X-Helodata-`
/// @param tokenPrefixLive in front of a production token
/// @param tokenPrefixTest in front of a sandbox token
/// @param realm of the authentication challenges
/// @param proxyStatusName how we name ourselves in `Proxy-Status` (RFC 9209)
/// @param viaPseudonym how we name ourselves in `Via` (RFC 9110, section 7.6.3)
/// @param productName the console's title
/// @param gatewayHost what samples and downloads show as the gateway's host
/// @param gatewayPort what they show as its port
/// @param supportContact shown beside request ids
public record Brand(
        String usernamePrefix,
        String headerPrefix,
        String tokenPrefixLive,
        String tokenPrefixTest,
        String realm,
        String proxyStatusName,
        String viaPseudonym,
        String productName,
        Optional<String> gatewayHost,
        int gatewayPort,
        Optional<String> supportContact) {

    /// The name of one of our own headers: `header("Request-Id")` is `X-Helodata-Request-Id`.
    public String header(String name) {
        return headerPrefix + name;
    }
}
