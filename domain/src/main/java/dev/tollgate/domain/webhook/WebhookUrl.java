package dev.tollgate.domain.webhook;

import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.target.TargetReading;
import dev.tollgate.domain.target.TargetSyntax;
import java.util.Locale;
import java.util.Optional;

/// The address of a webhook, read strictly, by the same reader of hosts as the gateway's.
///
/// @param tls whether it is `https`
/// @param authority host and port as they stand in the text: for the `Host` field
/// @param path and query, never empty
public record WebhookUrl(boolean tls, Target target, String authority, String path) {
    /// How long the text may be.
    public static final int LONGEST = 500;
    private static final String SECURE = "https://";
    private static final String PLAIN = "http://";
    private static final int SECURE_PORT = 443;
    private static final int PLAIN_PORT = 80;

    /// Reads `https://host[:port][/path][?query]`, or the same with `http`. A user, a fragment, or a character that a URI has not
    /// (RFC 3986, section 2) is an error: what cannot be sent as it stands is not guessed at.
    public static Optional<WebhookUrl> parse(String text) {
        boolean tls = beginsWith(text, SECURE);
        if (!tls && !beginsWith(text, PLAIN)) {
            return Optional.empty();
        }
        String rest = text.substring(tls ? SECURE.length() : PLAIN.length());
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        String path = rest.substring(end);
        if (!path.chars().allMatch(WebhookUrl::inPath) || !escapesWhole(path)) {
            return Optional.empty();
        }
        return switch (TargetSyntax.authority(authority, tls ? SECURE_PORT : PLAIN_PORT)) {
            case TargetReading.Valid(Target target) ->
                Optional.of(new WebhookUrl(tls, target, authority, path.startsWith("/") ? path : "/" + path));
            case TargetReading.Invalid(String _) -> Optional.empty();
        };
    }

    private static boolean beginsWith(String text, String scheme) {
        return text.toLowerCase(Locale.ROOT).startsWith(scheme);
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?' || rest.charAt(i) == '#') {
                return i;
            }
        }
        return rest.length();
    }

    private static boolean inPath(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || "-._~!$&'()*+,;=:@/?%".indexOf(c) >= 0;
    }

    private static boolean escapesWhole(String path) {
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            if (i + 2 >= path.length() || Character.digit(path.charAt(i + 1), 16) < 0
                    || Character.digit(path.charAt(i + 2), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
