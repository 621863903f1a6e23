package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;

/// Which end of a tunnel.
public enum Leg {
    CLIENT(Ending.CLIENT_CLOSED), TARGET(Ending.TARGET_CLOSED);

    private final Ending closedFirst;

    Leg(Ending closedFirst) {
        this.closedFirst = closedFirst;
    }

    /// How a tunnel ends that this end broke off.
    public Ending closedFirst() {
        return closedFirst;
    }

    public Leg other() {
        return this == CLIENT ? TARGET : CLIENT;
    }
}
