package dev.tollgate.gateway.http1;

import java.util.OptionalInt;

/// What a request line asks for, cut into its parts. The host's own grammar is not judged here.
public sealed interface RequestTarget {

    /// The authority form of CONNECT. `hostText` is raw: with its brackets, its case and its trailing dot.
    record Authority(String hostText, int port) implements RequestTarget {}

    /// The absolute form. `pathAndQuery` is raw; it is empty or begins with `/` or `?`.
    record Absolute(Scheme scheme, String hostText, OptionalInt port, HeadSlice pathAndQuery) implements RequestTarget {

        /// The port that is to be dialled.
        public int effectivePort() {
            return port.orElse(scheme.defaultPort());
        }
    }

    /// A well-formed request for something that is not served, such as the origin form or TRACE. Its framing is sound,
    /// so that the connection can outlive the refusal.
    record Unserved(HeadFault fault, String detail) implements RequestTarget {}

    /// The schemes that are forwarded.
    enum Scheme {
        HTTP(80), HTTPS(443);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        public int defaultPort() {
            return defaultPort;
        }
    }
}
