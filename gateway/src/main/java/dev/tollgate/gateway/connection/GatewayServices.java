package dev.tollgate.gateway.connection;

import dev.tollgate.domain.admission.Admitter;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.gateway.record.ExchangeClock;
import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.transport.SocketBudget;

/// What every connection of the node shares. Thread-safe.
public record GatewayServices(GatewayOptions options, Admitter admitter, SnapshotHolder snapshots,
        ExchangeClock clock, UnauthenticatedConnections unauthenticated, BufferBudget budget,
        SocketBudget sockets) {}
