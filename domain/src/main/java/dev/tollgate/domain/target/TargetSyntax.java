package dev.tollgate.domain.target;

import dev.tollgate.domain.target.TargetReading.Invalid;
import dev.tollgate.domain.target.TargetReading.Valid;
import java.util.OptionalInt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads host and port as they stand in a CONNECT, a URI or a `Host` field.
public final class TargetSyntax {

    private static final int NO_PORT = -1;
    private static final Invalid BAD_PORT = new Invalid("the port is not a number from 1 to 65535");

    private TargetSyntax() {}

    /// Reads `host:port`, the port explicit.
    public static TargetReading authority(CharSequence text) {
        return read(text.toString(), OptionalInt.empty());
    }

    public static TargetReading authority(byte[] bytes, int from, int length) {
        return read(new String(bytes, from, length, ISO_8859_1), OptionalInt.empty());
    }

    /// Reads `host[:port]`.
    public static TargetReading authority(CharSequence text, int defaultPort) {
        return read(text.toString(), OptionalInt.of(defaultPort));
    }

    private static TargetReading read(String text, OptionalInt defaultPort) {
        int colon = portColon(text);
        if (colon < 0 && defaultPort.isEmpty()) {
            return new Invalid("the port is missing");
        }
        int port = colon < 0 ? defaultPort.orElse(NO_PORT) : port(text, colon + 1);
        if (port == NO_PORT) {
            return BAD_PORT;
        }
        return switch (HostSyntax.read(colon < 0 ? text : text.substring(0, colon))) {
            case HostReading.Valid(Host host) -> new Valid(new Target(host, port));
            case HostReading.Invalid(String why) -> new Invalid(why);
        };
    }

    static boolean hasPort(String text) {
        return portColon(text) >= 0;
    }

    /// The colons inside brackets belong to the address, closed or not.
    private static int portColon(String text) {
        if (!text.startsWith("[")) {
            return text.indexOf(':');
        }
        int close = text.indexOf(']');
        return close < 0 ? -1 : text.indexOf(':', close);
    }

    /// One to five digits without a leading zero.
    private static int port(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > 5 || text.charAt(from) == '0') {
            return NO_PORT;
        }
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_PORT;
            }
            port = port * 10 + digit;
        }
        return port <= 65_535 ? port : NO_PORT;
    }
}
