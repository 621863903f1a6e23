package dev.tollgate.app.settings;

import dev.tollgate.domain.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A PostgreSQL database and how to log in to it.
///
/// @param host a name or an address, IPv6 in brackets
/// @param parameters what stands behind the `?`, for the driver, or empty
public record PostgresUrl(
        String host, int port, String database, String user, Secret password, String parameters) {

    private static final int DEFAULT_PORT = 5432;

    /// Reads `postgresql://user:password@host:port/database?parameters`; user, password, port and parameters may be
    /// missing, and special characters in user and password are percent-encoded.
    static Optional<PostgresUrl> parse(String text) {
        try {
            URI uri = new URI(text);
            String path = Optional.ofNullable(uri.getRawPath()).orElse("");
            if (!("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme())) || uri.getHost() == null
                    || uri.getFragment() != null || !path.matches("/[^/]+")) {
                return Optional.empty();
            }
            String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
            return Optional.of(new PostgresUrl(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                    decoded(path.substring(1)), decoded(login[0]),
                    new Secret(login.length > 1 ? decoded(login[1]) : ""),
                    Optional.ofNullable(uri.getRawQuery()).orElse("")));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The same for the driver; the login is not part of it.
    public String jdbcUrl() {
        String query = parameters.isEmpty() ? "" : "?" + parameters;
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + query;
    }

    /// A plus sign is itself here; [URLDecoder] would make a space of it.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
