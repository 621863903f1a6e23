package dev.tollgate.domain.traffic;

import java.util.Optional;

/// What a SOCKS5 client was told, in the numbers of its protocol: 0 is success, [#NOTHING] where it was told nothing.
///
/// @param login the status of the login answer (RFC 1929)
/// @param reply the reply to the request (RFC 1928, section 6)
public record SocksStatus(int login, int reply) {
    public static final int NOTHING = -1;

    /// Empty if it was told nothing at either step.
    public static Optional<SocksStatus> of(int login, int reply) {
        return login == NOTHING && reply == NOTHING ? Optional.empty() : Optional.of(new SocksStatus(login, reply));
    }
}
