package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How networks and target rules are written in the settings.
final class Networks {

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");

    static final Syntax<List<String>> LIST = Syntax.single("a network such as 10.0.0.0/8 or an address",
            text -> Optional.of(text).filter(Networks::network)).list();

    static final Syntax<List<String>> ALLOWED = Syntax.single(
            "a network such as 10.0.0.0/8, `host:port` or a name",
            text -> Optional.of(text).filter(t -> network(t) || hostAndPort(t) || name(t))).list();

    private Networks() {}

    private static boolean network(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text) > 0;
        }
        int bits = address(text.substring(0, slash));
        return bits > 0 && fits(Syntaxes.number(0, bits), text.substring(slash + 1));
    }

    /// How many bits an address has, or 0 if it is none.
    private static int address(String text) {
        return fits(Syntaxes.ADDRESS, text) && !text.contains("%") ? text.contains(":") ? 128 : 32 : 0;
    }

    private static boolean hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !fits(Syntaxes.PORT, text.substring(colon + 1))) {
            return false;
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return bracketed ? address(host.substring(1, host.length() - 1)) == 128 : name(host);
    }

    private static boolean name(String text) {
        return NAME.matcher(text).matches();
    }

    private static boolean fits(Syntax<?> syntax, String text) {
        return syntax.accepts(text);
    }
}
