package dev.tollgate.gateway.http1;

import dev.tollgate.gateway.http1.RequestTarget.Absolute;
import dev.tollgate.gateway.http1.RequestTarget.Authority;
import dev.tollgate.gateway.http1.RequestTarget.Scheme;
import dev.tollgate.gateway.http1.RequestTarget.Unserved;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

import static dev.tollgate.gateway.http1.HeadFault.BAD_REQUEST;
import static dev.tollgate.gateway.http1.HeadFault.METHOD_NOT_ALLOWED;

/// Cuts a request target into its parts. Its bytes are known to be printable ASCII.
final class TargetParser {

    private static final int NO_PORT = 0;
    private static final int BAD_PORT = -1;

    private TargetParser() {}

    static RequestTarget parse(String method, byte[] bytes, int start, int end) {
        return switch (method) {
            case "CONNECT" -> authority(bytes, start, end);
            case "TRACE" -> new Unserved(METHOD_NOT_ALLOWED, "TRACE is not served.");
            default -> absolute(bytes, start, end);
        };
    }

    private static RequestTarget authority(byte[] bytes, int start, int end) {
        if (indexOf(bytes, start, end, "/?#") < end) {
            return bad("CONNECT takes host:port, without scheme and path.");
        }
        int port = port(bytes, start, end);
        if (port == NO_PORT || port == BAD_PORT) {
            return bad("CONNECT takes host:port, with a port from 1 to 65535.");
        }
        String host = host(bytes, start, end);
        return refusedHost(host) ? badHost() : new Authority(host, port);
    }

    private static RequestTarget absolute(byte[] bytes, int start, int end) {
        Scheme scheme;
        int authority;
        if (HeadBytes.startsWithIgnoreCase(bytes, start, end, "http://")) {
            scheme = Scheme.HTTP;
            authority = start + 7;
        } else if (HeadBytes.startsWithIgnoreCase(bytes, start, end, "https://")) {
            scheme = Scheme.HTTPS;
            authority = start + 8;
        } else {
            return bad("A proxy takes absolute targets, http:// or https://.");
        }
        if (indexOf(bytes, authority, end, "#") < end) {
            return bad("The target holds a fragment, which is never sent.");
        }
        int path = indexOf(bytes, authority, end, "/?");
        int port = port(bytes, authority, path);
        if (port == BAD_PORT) {
            return bad("The port of the target is not from 1 to 65535.");
        }
        String host = host(bytes, authority, path);
        return refusedHost(host)
                ? badHost()
                : new Absolute(scheme, host, port == NO_PORT ? OptionalInt.empty() : OptionalInt.of(port),
                        new HeadSlice(bytes, path, end));
    }

    private static Unserved bad(String detail) {
        return new Unserved(BAD_REQUEST, detail);
    }

    private static Unserved badHost() {
        return bad("The host of the target is empty, or holds a user name.");
    }

    private static boolean refusedHost(String host) {
        return host.isEmpty() || host.indexOf('@') >= 0;
    }

    /// The authority up to its port. Unmatched brackets stay in it, for the host's grammar to refuse.
    private static String host(byte[] bytes, int start, int end) {
        int colon = colon(bytes, start, end);
        return new String(bytes, start, colon - start, StandardCharsets.US_ASCII);
    }

    /// One to five digits without a leading zero, as everywhere else.
    private static int port(byte[] bytes, int start, int end) {
        int colon = colon(bytes, start, end);
        if (colon == end) {
            return NO_PORT;
        }
        boolean zeroFirst = colon + 1 < end && bytes[colon + 1] == '0';
        long port = zeroFirst ? 0 : HeadBytes.decimal(bytes, colon + 1, end, 5);
        return port >= 1 && port <= 65_535 ? (int) port : BAD_PORT;
    }

    /// Where the port's colon is: the first one behind the brackets, if there are any.
    private static int colon(byte[] bytes, int start, int end) {
        int from = start < end && bytes[start] == '[' ? indexOf(bytes, start, end, "]") : start;
        return indexOf(bytes, from, end, ":");
    }

    private static int indexOf(byte[] bytes, int start, int end, String wanted) {
        int i = start;
        while (i < end && wanted.indexOf(bytes[i]) < 0) {
            i++;
        }
        return i;
    }
}
