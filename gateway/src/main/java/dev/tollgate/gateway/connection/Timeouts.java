package dev.tollgate.gateway.connection;

import java.time.Duration;
import java.util.Optional;

/// How long each part of a connection may take (G§19).
///
/// @param detect the protocol is known, after accept
/// @param head the first head is complete, after accept
/// @param proxyHeader the PROXY header is complete, after accept
/// @param keepAlive the first byte of the next head on a kept-alive connection
/// @param nextHead that head is complete, after its first byte
/// @param dns a resolution
/// @param connect connecting to a target, all its addresses together
/// @param exitConnect connecting to an exit, its handshake included
/// @param firstByte the first byte of the answer to a plain request
/// @param bodyIdle a pause within a plain body, either way
/// @param tunnelIdle a tunnel without a byte either way
/// @param halfClosed a half-closed tunnel without bytes
/// @param tunnelMax a tunnel's lifetime
/// @param deadPeer until a peer that vanished is noticed
public record Timeouts(
        Duration detect,
        Duration head,
        Duration proxyHeader,
        Duration keepAlive,
        Duration nextHead,
        Duration dns,
        Duration connect,
        Duration exitConnect,
        Duration firstByte,
        Duration bodyIdle,
        Duration tunnelIdle,
        Duration halfClosed,
        Optional<Duration> tunnelMax,
        Duration deadPeer) {
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(15),
            Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(5),
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60),
            Duration.ofSeconds(300), Duration.ofSeconds(60), Optional.empty(), Duration.ofSeconds(120));
}
