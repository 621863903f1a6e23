package dev.tollgate.bench.load;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Where clients enter a proxy, and as whom.
///
/// @param port on 127.0.0.1
/// @param tls what the clients trust, if they speak to the proxy inside TLS
/// @param logins taken in turn, so that no sub-user meets its limits
public record Entrance(Protocol protocol, int port, Optional<SSLContext> tls, List<Login> logins) {
    public Entrance {
        logins = List.copyOf(logins);
    }

    public static Entrance plain(Protocol protocol, int port, List<Login> logins) {
        return new Entrance(protocol, port, Optional.empty(), logins);
    }

    /// Straight to the origin.
    public static Entrance direct(int originPort) {
        return plain(Protocol.DIRECT, originPort, List.of(new Login("nobody", "")));
    }
}
