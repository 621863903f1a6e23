package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.username.ProxyUsername;
import dev.tollgate.domain.username.StickySession;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What the sandbox says of a request: one JSON object with its method, its host and the username as it was read.
///
/// All of it comes from validated alphabets without quotes, backslashes and control characters, so that nothing is escaped.
public final class Echo {
    private Echo() {}

    /// @param host with its port, as a `Host` field has it
    public static byte[] of(String method, String host, ProxyUsername username) {
        StringBuilder json = new StringBuilder(256);
        json.append('{');
        text(json, "method", method).append(',');
        text(json, "host", host).append(",\"username\":{");
        text(json, "name", username.name()).append(',');
        text(json, "type", username.product().type().orElse("")).append(',');
        text(json, "region", username.region()).append(',');
        value(json, "state", username.state().map(Echo::quoted)).append(',');
        value(json, "city", username.city().map(Echo::quoted)).append(',');
        value(json, "asn", username.asn().isPresent()
                ? Optional.of(Long.toString(username.asn().getAsLong()))
                : Optional.empty()).append(',');
        value(json, "session", username.session().map(StickySession::id).map(Echo::quoted)).append(',');
        value(json, "sesstime", username.session().map(session -> Integer.toString(session.minutes())));
        return json.append("}}\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static StringBuilder text(StringBuilder json, String name, String value) {
        return value(json, name, Optional.of(quoted(value)));
    }

    private static StringBuilder value(StringBuilder json, String name, Optional<String> value) {
        return json.append(quoted(name)).append(':').append(value.orElse("null"));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
