package dev.tollgate.store.database;

import dev.tollgate.domain.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A database `database` on the PostgreSQL server at `host:port`.
///
/// @param options of the driver, such as `sslmode`
public record PostgresqlConfig(
        String host,
        int port,
        String database,
        String user,
        Secret password,
        Map<String, String> options)
        implements
            StoreConfig {
    private static final int DEFAULT_PORT = 5432;

    public PostgresqlConfig {
        options = Map.copyOf(options);
    }

    /// Reads `postgresql://user:password@host[:port]/database[?option=value&…]`; user and password may be percent-encoded.
    ///
    /// @return empty if the text is not of that form
    public static Optional<PostgresqlConfig> parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
        String host = uri.getHost();
        String path = uri.getPath();
        boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!scheme || host == null || path == null || path.length() < 2 || path.indexOf('/', 1) >= 0
                || uri.getRawUserInfo() == null || uri.getRawFragment() != null) {
            return Optional.empty();
        }
        String[] login = uri.getRawUserInfo().split(":", 2);
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return options(uri.getRawQuery() == null ? "" : uri.getRawQuery())
                .map(options -> new PostgresqlConfig(host, port, path.substring(1), decoded(login[0]),
                        new Secret(login.length == 2 ? decoded(login[1]) : ""), options));
    }

    private static Optional<Map<String, String>> options(String query) {
        Map<String, String> options = new TreeMap<>();
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            if (option.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                return Optional.empty();
            }
            options.put(decoded(option.substring(0, equals)), decoded(option.substring(equals + 1)));
        }
        return Optional.of(options);
    }

    /// Percent-encoding alone: a plus sign is itself here.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Where it is, fit to be shown: no user, no password.
    public String place() {
        return host + ":" + port + "/" + database;
    }
}
