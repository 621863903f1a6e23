package dev.tollgate.gateway.forward;

import dev.tollgate.domain.target.Host;
import dev.tollgate.gateway.dial.TlsOutcome;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.function.Consumer;

/// Makes a connection to a target a TLS one. Thread-safe.
@FunctionalInterface
public interface TargetHandshake {
    /// Called on the channel's event loop.
    ///
    /// @param limit more than zero
    /// @param done told once, on the loop, before anything that the target sends; the channel is closed if it failed
    void handshake(Channel connected, Host host, int port, Duration limit, Consumer<TlsOutcome> done);
}
