package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.connection.GatewayLoop;
import dev.tollgate.gateway.connection.GatewayServices;
import java.util.List;
import java.util.function.ToLongFunction;

/// What can be counted in a gateway at any moment, over all its loops. Thread-safe.
public final class GatewayFigures {
    private final List<GatewayLoop> loops;
    private final GatewayServices services;

    GatewayFigures(List<GatewayLoop> loops, GatewayServices services) {
        this.loops = loops;
        this.services = services;
    }

    /// Tunnels that stand.
    public long tunnels() {
        return sum(loop -> loop.exchanges().tunnels());
    }

    /// Client connections that hold no slot: those that have not authenticated, and those that were refused.
    public long unauthenticated() {
        return services.unauthenticated().size();
    }

    /// Connections to targets that wait for a request.
    public long idleUpstreams() {
        return sum(loop -> loop.upstreams().idle());
    }

    /// Connections to targets that plain requests asked for, since the start.
    public long openedUpstreams() {
        return sum(loop -> loop.upstreams().opened());
    }

    /// Plain requests that went out on a connection that was there already, since the start.
    public long reusedUpstreams() {
        return sum(loop -> loop.upstreams().reused());
    }

    /// Bytes of memory that hold what is in flight.
    public long bufferedBytes() {
        return services.budget().held();
    }

    /// How many of them there may be.
    public long bufferBudget() {
        return services.budget().limit();
    }

    private long sum(ToLongFunction<GatewayLoop> figure) {
        return loops.stream().mapToLong(figure).sum();
    }
}
