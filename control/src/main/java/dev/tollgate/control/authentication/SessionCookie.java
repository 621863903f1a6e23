package dev.tollgate.control.authentication;

import dev.tollgate.domain.secret.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The cookie of a console session (A§3): `__Host-tg`, which browsers take over TLS alone, or `tg` on this machine itself.
public enum SessionCookie {
    OVER_TLS("__Host-tg", "; Secure"), ON_LOOPBACK("tg", "");

    private final String cookieName;
    private final String secure;

    SessionCookie(String cookieName, String secure) {
        this.cookieName = cookieName;
        this.secure = secure;
    }

    /// Which of them a browser gets that reaches the server there.
    public static SessionCookie at(Site site) {
        return site.secure() ? OVER_TLS : ON_LOOPBACK;
    }

    /// What the session cookie of a request carries. Two of the same name are as good as none: which of them is ours would be a
    /// guess.
    ///
    /// @param headers every `Cookie` header
    public static Optional<Secret> read(List<String> headers, Site site) {
        return OVER_TLS.valueIn(headers).or(() -> site.secure() ? Optional.empty() : ON_LOOPBACK.valueIn(headers));
    }

    private Optional<Secret> valueIn(List<String> headers) {
        List<String> values = headers.stream().flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip).filter(pair -> pair.startsWith(cookieName + "="))
                .map(pair -> pair.substring(cookieName.length() + 1)).toList();
        return values.size() == 1 ? Optional.of(new Secret(values.getFirst())) : Optional.empty();
    }

    /// The value of `Set-Cookie` that hands it out. The browser keeps it until it is closed; the server ends it earlier.
    public String handedOut(Secret value) {
        return cookieName + "=" + value.reveal() + attributes();
    }

    /// The value of `Set-Cookie` that takes it back.
    public String takenBack() {
        return cookieName + "=" + attributes() + "; Max-Age=0";
    }

    private String attributes() {
        return "; Path=/; HttpOnly; SameSite=Lax" + secure;
    }
}
