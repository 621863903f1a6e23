package dev.tollgate.app.wiring;

import dev.tollgate.control.system.NodeFigures;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.node.NodeName;
import dev.tollgate.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// How this node is. Thread-safe.
///
/// @param database `sqlite` or `postgresql`
/// @param nanos the monotonic clock that the snapshot is confirmed by
record ThisNode(NodeName name, String database, Store store, SnapshotHolder snapshots, LongSupplier nanos)
        implements
            NodeFigures {

    @Override
    public long revision() {
        return snapshots.current().revision();
    }

    @Override
    public Optional<Duration> snapshotAge() {
        OptionalLong confirmed = snapshots.confirmedNanos();
        return confirmed.isPresent()
                ? Optional.of(Duration.ofNanos(nanos.getAsLong() - confirmed.getAsLong()))
                : Optional.empty();
    }

    @Override
    public boolean databaseAnswers() {
        return store.reachable();
    }
}
