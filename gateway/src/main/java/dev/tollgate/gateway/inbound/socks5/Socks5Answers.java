package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.SocksAnswer;
import java.util.Optional;

/// The bytes that a SOCKS5 client is answered with, and what refusals are in them (G§6, G§11.2).
final class Socks5Answers {
    static final byte SUCCESS = 0;
    private static final byte VERSION = 5;
    private static final byte LOGIN_VERSION = 1;
    private static final byte IPV4 = 1;
    private static final byte IPV6 = 4;
    private static final IpAddress UNKNOWN_ADDRESS = IpAddress.ofV4(0);

    private Socks5Answers() {}

    static byte[] method(AuthMethod chosen) {
        return new byte[]{VERSION, (byte) chosen.code()};
    }

    static byte[] loggedIn() {
        return new byte[]{LOGIN_VERSION, SUCCESS};
    }

    /// @param strict whether failures do not tell what was wrong
    static int loginStatus(GatewayError why, boolean strict) {
        SocksAnswer answer = why.socks();
        return strict || !answer.hasLogin() ? SocksAnswer.STRICT_LOGIN : answer.login();
    }

    static byte[] loginFailed(int status) {
        return new byte[]{LOGIN_VERSION, (byte) status};
    }

    /// @param exit the address that targets see, where it is known
    static byte[] connected(Optional<IpAddress> exit) {
        return reply(SUCCESS, exit.orElse(UNKNOWN_ADDRESS));
    }

    static byte[] failed(int reply) {
        return reply((byte) reply, UNKNOWN_ADDRESS);
    }

    /// What a refusal is in a reply. One that belongs to the login meets a client here that needed none, or whose
    /// standing changed since.
    static int reply(GatewayError why) {
        SocksAnswer answer = why.socks();
        if (answer.hasReply()) {
            return answer.reply();
        }
        return answer.hasLogin() ? SocksAnswer.NOT_ALLOWED : SocksAnswer.GENERAL_FAILURE;
    }

    private static byte[] reply(byte code, IpAddress bound) {
        byte[] address = bound.bytes();
        byte[] reply = new byte[4 + address.length + 2];
        reply[0] = VERSION;
        reply[1] = code;
        reply[3] = bound.v4() ? IPV4 : IPV6;
        System.arraycopy(address, 0, reply, 4, address.length);
        return reply;
    }
}
