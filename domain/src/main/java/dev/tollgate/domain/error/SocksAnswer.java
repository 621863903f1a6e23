package dev.tollgate.domain.error;

/// What a SOCKS5 client is told instead of a code: a login status (RFC 1929), a reply (RFC 1928, section 6), or both, when a
/// refusal can meet it at either step. -1 where the refusal cannot occur at that step.
///
/// @param login the status of the login answer, 1–255, or -1
/// @param reply the reply to the request, 1–255, or -1
public record SocksAnswer(int login, int reply) {
    /// The method choice that turns down everything the client offered.
    public static final int NO_ACCEPTABLE_METHOD = 0xFF;
    /// What stands for every failed login when `auth.mode` is `strict`.
    public static final int STRICT_LOGIN = 0x01;
    /// The reply for refusals that have none of their own: general SOCKS server failure.
    public static final int GENERAL_FAILURE = 0x01;
    /// The reply to a refusal at login checks of a client that needed no login (G§6.1).
    public static final int NOT_ALLOWED = 0x02;

    static final SocksAnswer NONE = new SocksAnswer(-1, -1);

    static SocksAnswer login(int status) {
        return new SocksAnswer(status, -1);
    }

    static SocksAnswer reply(int reply) {
        return new SocksAnswer(-1, reply);
    }

    public boolean hasLogin() {
        return login >= 0;
    }

    public boolean hasReply() {
        return reply >= 0;
    }
}
