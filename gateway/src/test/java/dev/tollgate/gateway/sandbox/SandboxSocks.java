package dev.tollgate.gateway.sandbox;

import dev.tollgate.gateway.inbound.socks5.Hello;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What SOCKS5 clients of the sandbox say, in hexadecimal.
final class SandboxSocks {
    static final String LOGIN_AND_CONNECT = Hello.OFFERS_LOGIN + Hello.LOGS_IN + connects("shop.example", 443);
    static final String LOGGED_IN = Hello.LOGIN_CHOSEN + Hello.LOGGED_IN;
    /// From an address that nobody knows, since it leaves from none.
    static final String LOGGED_IN_AND_CONNECTED = LOGGED_IN + "05000001000000000000";

    private SandboxSocks() {}

    static String connects(String name, int port) {
        HexFormat hex = HexFormat.of();
        return "05010003" + hex.toHexDigits((byte) name.length())
                + hex.formatHex(name.getBytes(StandardCharsets.US_ASCII)) + hex.toHexDigits((short) port);
    }
}
