package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.error.SocksAnswer;

/// What is chosen of the methods a client offers (RFC 1928, section 3).
enum AuthMethod {
    NO_LOGIN(0x00), LOGIN(0x02), NONE_ACCEPTABLE(SocksAnswer.NO_ACCEPTABLE_METHOD);

    private final int code;

    AuthMethod(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
