package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.gateway.GatewayFixture;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What SOCKS5 clients say, in hexadecimal.
public final class Hello {
    public static final String OFFERS_LOGIN = "050102";
    public static final String OFFERS_NO_LOGIN = "050100";
    public static final String LOGIN_CHOSEN = "0502";
    public static final String NO_LOGIN_CHOSEN = "0500";
    public static final String NOTHING_ACCEPTABLE = "05ff";
    public static final String LOGS_IN = login(GatewayFixture.USERNAME, GatewayFixture.PASSWORD);
    public static final String LOGGED_IN = "0100";
    /// example.com:443
    public static final String CONNECTS = "050100030b6578616d706c652e636f6d01bb";
    /// By the usual exit, which leaves from 198.51.100.42.
    public static final String CONNECTED = "05000001c633642a0000";

    private Hello() {}

    public static String login(String username, String password) {
        return "01" + counted(username) + counted(password);
    }

    public static String failed(int reply) {
        return "05" + HexFormat.of().toHexDigits((byte) reply) + "0001000000000000";
    }

    private static String counted(String text) {
        return HexFormat.of().toHexDigits((byte) text.length())
                + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
