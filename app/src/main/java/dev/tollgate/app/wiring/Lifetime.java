package dev.tollgate.app.wiring;

import dev.tollgate.domain.admission.NodeCondition;
import dev.tollgate.domain.error.GatewayError;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Where a node stands in its life, and whether it takes exchanges there. Thread-safe.
final class Lifetime implements NodeCondition {
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

    /// In the order in which a node goes through them.
    enum Phase {
        STARTING,
        SERVING,
        /// Not ready any more, but still serving: those who send it clients have yet to notice.
        LEAVING,
        DRAINING
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

    boolean serving() {
        return phase.get() == Phase.SERVING;
    }

    /// Where it stands, in a word.
    String word() {
        return switch (phase.get()) {
            case STARTING -> "starting";
            case SERVING -> "serving";
            case LEAVING, DRAINING -> "draining";
        };
    }

    @Override
    public Optional<GatewayError> refusal() {
        return switch (phase.get()) {
            case SERVING, LEAVING -> Optional.empty();
            case STARTING, DRAINING -> Optional.of(GatewayError.MAINTENANCE);
        };
    }
}
