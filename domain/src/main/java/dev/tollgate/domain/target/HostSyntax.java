package dev.tollgate.domain.target;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.HostReading.Invalid;
import dev.tollgate.domain.target.HostReading.Valid;
import java.util.Locale;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads a host strictly: a text is a name, an address, or nothing at all, and never one thing here and another at the
/// next reader.
public final class HostSyntax {

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    private HostSyntax() {}

    /// Reads a host of an HTTP authority, IPv6 in brackets.
    public static HostReading read(CharSequence text) {
        String host = text.toString();
        if (host.startsWith("[")) {
            return host.endsWith("]")
                    ? v6(host.substring(1, host.length() - 1))
                    : new Invalid("the bracket around the address is not closed");
        }
        return nameOrV4(host);
    }

    /// Reads a host of an HTTP authority from `length` bytes.
    public static HostReading read(byte[] bytes, int from, int length) {
        return read(new String(bytes, from, length, ISO_8859_1));
    }

    /// Reads the name of a SOCKS5 request. IPv6 may come without brackets: no port follows it there.
    public static HostReading readSocksName(byte[] bytes, int from, int length) {
        String host = new String(bytes, from, length, ISO_8859_1);
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? v6(host) : read(host);
    }

    public static HostReading readSocksName(byte[] bytes) {
        return readSocksName(bytes, 0, bytes.length);
    }

    private static HostReading v6(String text) {
        Optional<IpAddress> address = text.indexOf(':') >= 0 ? IpAddress.parseUnfolded(text) : Optional.empty();
        return address.isPresent()
                ? new Valid(new Host.Literal(address.get()))
                : new Invalid("not an IPv6 address as in RFC 4291");
    }

    private static HostReading nameOrV4(String text) {
        // Before anything is judged, so that "127.0.0.1." is the address.
        String host = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (host.isEmpty()) {
            return new Invalid("the host is empty");
        }
        if (host.length() > LONGEST_NAME) {
            return new Invalid("the host is longer than 253 bytes");
        }
        int label = 0;
        boolean capitals = false;
        for (int i = 0; i <= host.length(); i++) {
            if (i == host.length() || host.charAt(i) == '.') {
                if (i == label || i - label > LONGEST_LABEL) {
                    return new Invalid("a label of the host is empty or longer than 63 bytes");
                }
                if (host.charAt(label) == '-' || host.charAt(i - 1) == '-') {
                    return new Invalid("a label of the host begins or ends with a hyphen");
                }
                if (i < host.length()) {
                    label = i + 1;
                }
            } else if (!inLabel(host.charAt(i))) {
                return new Invalid("the host has a byte outside A-Z a-z 0-9 _ - .");
            } else {
                capitals |= host.charAt(i) >= 'A' && host.charAt(i) <= 'Z';
            }
        }
        if (number(host, label)) {
            Optional<IpAddress> address = IpAddress.parse(host);
            return address.isPresent()
                    ? new Valid(new Host.Literal(address.get()))
                    : new Invalid("the last label of the host is a number, and the host is no dotted quad");
        }
        return new Valid(new Host.Name(capitals ? host.toLowerCase(Locale.ROOT) : host));
    }

    private static boolean inLabel(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    }

    /// Whether some reader would take the rest of the text for a number: decimal, octal, or hexadecimal after `0x`,
    /// the bare `0x` included, as in the URL standard's "ends in a number".
    private static boolean number(String text, int from) {
        boolean hexadecimal = text.startsWith("0x", from) || text.startsWith("0X", from);
        for (int i = hexadecimal ? from + 2 : from; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), hexadecimal ? 16 : 10) < 0) {
                return false;
            }
        }
        return true;
    }
}
