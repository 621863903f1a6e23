package dev.tollgate.gateway.http1;

/// The fields that some rule of ours knows by name. All but the first of them are treated by kind when a head is written.
public enum FieldKind {
    OTHER(""),
    HOST("host"),
    CONNECTION("connection"),
    PROXY_CONNECTION("proxy-connection"),
    KEEP_ALIVE(
            "keep-alive"),
    TE("te"),
    TRAILER("trailer"),
    TRANSFER_ENCODING("transfer-encoding"),
    CONTENT_LENGTH(
            "content-length"),
    UPGRADE("upgrade"),
    HTTP2_SETTINGS("http2-settings"),
    PROXY_AUTHORIZATION(
            "proxy-authorization"),
    PROXY_AUTHENTICATE("proxy-authenticate"),
    PROXY_AUTHENTICATION_INFO(
            "proxy-authentication-info"),
    EXPECT("expect"),
    MAX_FORWARDS("max-forwards"),
    VIA(
            "via"),
    /// Our own tag field.
    TAG(""),
    /// Any other field with our own prefix.
    OWN(""),
    /// A field that `Connection` names, and that may be dropped for it.
    NAMED_BY_CONNECTION(""),
    /// `Proxy_Authorization`: not a credential for us, but some servers read it as one.
    CREDENTIAL_LOOKALIKE("proxy_authorization");

    private final String lowerName;

    FieldKind(String lowerName) {
        this.lowerName = lowerName;
    }

    static FieldKind of(byte[] bytes, int start, int end) {
        return switch (end - start) {
            case 2 -> firstOf(bytes, start, end, TE, OTHER);
            case 3 -> firstOf(bytes, start, end, VIA, OTHER);
            case 4 -> firstOf(bytes, start, end, HOST, OTHER);
            case 6 -> firstOf(bytes, start, end, EXPECT, OTHER);
            case 7 -> firstOf(bytes, start, end, TRAILER, UPGRADE);
            case 10 -> firstOf(bytes, start, end, CONNECTION, KEEP_ALIVE);
            case 12 -> firstOf(bytes, start, end, MAX_FORWARDS, OTHER);
            case 14 -> firstOf(bytes, start, end, CONTENT_LENGTH, HTTP2_SETTINGS);
            case 16 -> firstOf(bytes, start, end, PROXY_CONNECTION, OTHER);
            case 17 -> firstOf(bytes, start, end, TRANSFER_ENCODING, OTHER);
            case 18 -> firstOf(bytes, start, end, PROXY_AUTHENTICATE, OTHER);
            case 19 -> firstOf(bytes, start, end, PROXY_AUTHORIZATION, CREDENTIAL_LOOKALIKE);
            case 25 -> firstOf(bytes, start, end, PROXY_AUTHENTICATION_INFO, OTHER);
            default -> OTHER;
        };
    }

    private static FieldKind firstOf(byte[] bytes, int start, int end, FieldKind one, FieldKind another) {
        if (HeadBytes.equalsIgnoreCase(bytes, start, end, one.lowerName)) {
            return one;
        }
        return another != OTHER && HeadBytes.equalsIgnoreCase(bytes, start, end, another.lowerName) ? another : OTHER;
    }

    /// Whether being named by `Connection` drops such a field: not so for those that have a rule of their own.
    boolean droppedWhenNamed() {
        return this == OTHER || this == VIA || this == EXPECT || this == MAX_FORWARDS;
    }
}
