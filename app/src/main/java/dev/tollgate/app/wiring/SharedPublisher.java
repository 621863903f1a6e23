package dev.tollgate.app.wiring;

import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.publish.SnapshotPublisher;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Has a change wait until a successor must have seen it too, once there is one: whoever still calls this node's API is answered
/// when the change is in force for clients of both (ADR 0015). Thread-safe.
record SharedPublisher(AccessPublisher own, BooleanSupplier handedOver) implements AccessPublisher {
    /// The successor asks the store that often, and then has to read.
    private static final Duration SEEN = SnapshotPublisher.POLL.plusMillis(200);

    @Override
    public void publish() {
        own.publish();
        if (handedOver.getAsBoolean()) {
            LockSupport.parkNanos(SEEN.toNanos());
        }
    }

    @Override
    public boolean inForce() {
        return own.inForce();
    }
}
