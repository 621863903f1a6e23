package dev.tollgate.gateway.connection;

import dev.tollgate.domain.admission.Admitter;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.gateway.record.ExchangeClock;
import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.transport.SocketBudget;
import java.util.function.Supplier;

/// What every connection of the node shares. Thread-safe.
///
/// @param inForce the settings for connections that begin now; read once for each
/// @param drain asked before a connection is kept for another request
public record GatewayServices(Supplier<GatewayOptions> inForce, Admitter admitter, SnapshotHolder snapshots,
        ExchangeClock clock, UnauthenticatedConnections unauthenticated, BufferBudget budget, SocketBudget sockets,
        Drain drain) {

    /// Under settings that never change, on a node that never drains.
    public GatewayServices(GatewayOptions options, Admitter admitter, SnapshotHolder snapshots, ExchangeClock clock,
            UnauthenticatedConnections unauthenticated, BufferBudget budget, SocketBudget sockets) {
        this(() -> options, admitter, snapshots, clock, unauthenticated, budget, sockets, new Drain());
    }

    /// The settings for connections that begin now.
    public GatewayOptions options() {
        return inForce.get();
    }
}
