package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;

/// A tunnel that is being relayed. Thread-safe.
public interface Tunnel {
    /// Closes both legs at once, whatever is in flight, from any thread. The first reason stands; on a tunnel that is
    /// already closing this does nothing.
    void cut(Ending why);
}
