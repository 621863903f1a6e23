package dev.tollgate.domain.admission;

/// What a client showed of who it is, before anything is judged (G§9.1).
public sealed interface Credentials {
    /// Nothing: no `Proxy-Authorization`, or SOCKS5 without a login.
    record Absent() implements Credentials {}

    /// Something that holds no username and password: another scheme, base64 that does not decode, no colon, an empty
    /// username.
    ///
    /// @param why for the detail of `auth-required`; without client text
    record Unusable(String why) implements Credentials {}

    /// A username of at least one byte and a password, as bytes: neither is text before it was judged.
    // The arrays are made for this one request and never written to: copying them on the hot path would buy nothing.
    record Presented(byte[] username, byte[] password) implements Credentials {
        @Override
        public String toString() {
            return "Presented[hidden]";
        }
    }
}
