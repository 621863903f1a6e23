package dev.tollgate.gateway.detect;

import io.netty.buffer.ByteBuf;

/// Chooses a connection's protocol from its first bytes, by the table of G§2. A pure function: the same bytes lead to the same
/// choice however they arrive, and never more of them are waited for than the choice needs.
public final class ProtocolDetector {
    private static final int SOCKS4 = 0x04;
    private static final int SOCKS5 = 0x05;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR_VERSION = 0x03;
    private static final String PREFACE = "PRI ";
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private ProtocolDetector() {}

    /// Reads nothing: what was looked at is the next step's.
    ///
    /// @param insideTls whether these bytes came out of TLS already
    public static Detection detect(ByteBuf bytes, boolean insideTls) {
        if (!bytes.isReadable()) {
            return new Detection.Undecided();
        }
        int first = at(bytes, 0);
        return switch (first) {
            case SOCKS5 -> new Detection.Socks5();
            case SOCKS4 -> new Detection.Socks4();
            case TLS_HANDSHAKE -> insideTls ? new Detection.Unknown() : tls(bytes);
            case '\r' -> afterLineBreak(bytes);
            case 'P' -> preface(bytes);
            default -> token(first) ? new Detection.Http() : new Detection.Unknown();
        };
    }

    private static Detection tls(ByteBuf bytes) {
        if (bytes.readableBytes() < 2) {
            return new Detection.Undecided();
        }
        return at(bytes, 1) == TLS_MAJOR_VERSION ? new Detection.Tls() : new Detection.Unknown();
    }

    /// One empty line may stand in front of a request (RFC 9112, section 2.2).
    private static Detection afterLineBreak(ByteBuf bytes) {
        if (bytes.readableBytes() < 2) {
            return new Detection.Undecided();
        }
        if (at(bytes, 1) != '\n') {
            return new Detection.Unknown();
        }
        if (bytes.readableBytes() < 3) {
            return new Detection.Undecided();
        }
        return token(at(bytes, 2)) ? new Detection.Http() : new Detection.Unknown();
    }

    /// `PRI ` begins HTTP/2; whatever else begins with P is a method of HTTP/1.
    private static Detection preface(ByteBuf bytes) {
        for (int i = 0; i < PREFACE.length(); i++) {
            if (i == bytes.readableBytes()) {
                return new Detection.Undecided();
            }
            if (at(bytes, i) != PREFACE.charAt(i)) {
                return new Detection.Http();
            }
        }
        return new Detection.Http2Preface();
    }

    /// RFC 9110, section 5.6.2.
    private static boolean token(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || TOKEN_SIGNS.indexOf(
                c) >= 0;
    }

    private static int at(ByteBuf bytes, int offset) {
        return bytes.getUnsignedByte(bytes.readerIndex() + offset);
    }
}
