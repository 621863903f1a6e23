package dev.tollgate.app.wiring;

import dev.tollgate.domain.admission.NodeCondition;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.node.NodeState;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Where a node stands in its life, and whether it takes exchanges there. Thread-safe.
final class Lifetime implements NodeCondition {
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private volatile Recess recess = Recess.NONE;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

    /// In the order in which a node goes through them.
    enum Phase {
        STARTING,
        SERVING,
        /// Not ready any more, but still serving: those who send it clients have yet to notice.
        LEAVING,
        DRAINING
    }

    /// Whether an operator has taken the node out of service.
    enum Recess {
        NONE,
        /// Not ready any more, but still serving.
        ANNOUNCED,
        TAKEN
    }

    /// Goes on to `next`; never back.
    void move(Phase next) {
        phase.accumulateAndGet(next, (now, wanted) -> now.compareTo(wanted) < 0 ? wanted : now);
    }

    /// Another process serves in this one's place.
    void handOver() {
        move(Phase.LEAVING);
        handedOver.countDown();
    }

    boolean handedOver() {
        return handedOver.getCount() == 0;
    }

    boolean starting() {
        return phase.get() == Phase.STARTING;
    }

    /// Whether it is up, not about to go down, and not out of service.
    boolean serving() {
        return up() && recess == Recess.NONE;
    }

    /// Whether it is up and not about to go down.
    boolean up() {
        return phase.get() == Phase.SERVING;
    }

    /// Goes out of service and comes back, as often as it is asked to.
    ///
    /// @return whether it is up, so that it makes a difference
    boolean recess(Recess next) {
        recess = next;
        return up();
    }

    /// Where it stands, as others see it.
    NodeState state() {
        return switch (phase.get()) {
            case STARTING -> NodeState.STARTING;
            case SERVING -> recess == Recess.NONE ? NodeState.SERVING : NodeState.DRAINING;
            case LEAVING, DRAINING -> NodeState.DRAINING;
        };
    }

    @Override
    public Optional<GatewayError> refusal() {
        return switch (phase.get()) {
            case SERVING -> recess == Recess.TAKEN ? Optional.of(GatewayError.MAINTENANCE) : Optional.empty();
            case LEAVING -> Optional.empty();
            case STARTING, DRAINING -> Optional.of(GatewayError.MAINTENANCE);
        };
    }
}
