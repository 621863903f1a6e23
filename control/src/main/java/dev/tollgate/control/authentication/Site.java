package dev.tollgate.control.authentication;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Where a browser reaches this server: the scheme and the authority of its address bar, as far as a request tells.
///
/// A proxy in front that ends TLS is not believed about it. Instead every request counts as one over TLS but for those that come
/// over plain HTTP from this machine itself and name it: there a browser has no TLS, and needs none.
///
/// @param secure whether the scheme is `https`
/// @param authority host and port, in lower case, without the scheme's own port
public record Site(boolean secure, String authority) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /// @param tls whether the request came over TLS of our own
    /// @param peerIsLoopback whether the socket's other end is on this machine
    /// @param host the header `Host`
    /// @param origin the header `Origin`, where there is one: a page of this very host under `https` says that there is TLS in front
    public static Site of(boolean tls, boolean peerIsLoopback, String host, Optional<String> origin) {
        boolean underTls = origin.filter(new Site(true, authority(true, host))::isOrigin).isPresent();
        boolean plain = !tls && !underTls && peerIsLoopback && namesLoopback(host);
        return new Site(!plain, authority(!plain, host));
    }

    private static boolean namesLoopback(String host) {
        String name = withoutPort(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
                || name.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String authority(boolean secure, String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String usual = ":" + (secure ? HTTPS_PORT : HTTP_PORT);
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }

    /// As it stands in an address bar, without a path.
    public String url() {
        return (secure ? "https://" : "http://") + authority;
    }

    /// Whether a page of this origin (RFC 6454) is one of ours.
    public boolean isOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            return uri.getRawAuthority() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && url().equals(uri.getScheme() + "://" + authority(secure, uri.getRawAuthority()));
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
