package dev.tollgate.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/// The two ends of a tunnel, on one event loop, and what was read from them before it began.
///
/// @param client the client's connection; an `SslHandler` may stand in its pipeline
/// @param earlyFromClient read behind the CONNECT head or the SOCKS request, at most 64 KiB, may be empty; whoever is
/// given the legs owns it
/// @param earlyFromTarget read behind an upstream exit's answer, likewise
public record TunnelLegs(Channel client, Channel target, ByteBuf earlyFromClient, ByteBuf earlyFromTarget) {

    /// For a relay to which they are given and of which no tunnel comes.
    public void drop() {
        earlyFromClient.release();
        earlyFromTarget.release();
        client.close();
        target.close();
    }
}
