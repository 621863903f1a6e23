package dev.tollgate.control.publish;

import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessFeed;
import dev.tollgate.domain.admission.AccessListener;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.SnapshotRules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the snapshot in force equal to the store: at once after a write of this node, within a second after any other.
/// Thread-safe.
///
/// While the store does not answer, the last snapshot stays in force and ages.
public final class SnapshotPublisher implements AccessPublisher, AutoCloseable {

    /// How often the store is asked for changes made elsewhere.
    public static final Duration POLL = Duration.ofSeconds(1);
    /// How long an answer waits for its change to be in force (G§9.7).
    public static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final SnapshotHolder holder;
    private final AccessFeed feed;
    private final List<AccessListener> listeners;
    private final LongSupplier nanos;
    private final ScheduledExecutorService poller = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("access-poll").factory());
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean away;

    /// @param nanos the monotonic clock that the readers of `holder` go by
    public SnapshotPublisher(SnapshotHolder holder, AccessFeed feed, List<AccessListener> listeners,
            LongSupplier nanos) {
        this.holder = holder;
        this.feed = feed;
        this.listeners = List.copyOf(listeners);
        this.nanos = nanos;
    }

    /// Begins to ask the store every [#POLL].
    public void start() {
        long period = POLL.toNanos();
        var _ = poller.scheduleWithFixedDelay(this::poll, period, period, TimeUnit.NANOSECONDS);
    }

    /// Asks the store once.
    ///
    /// @return whether it answered
    public boolean poll() {
        try {
            publishNow();
            return true;
        } catch (RuntimeException e) {
            noteAway(e);
            return false;
        }
    }

    @Override
    public void publish() {
        long began = nanos.getAsLong();
        while (!poll()) {
            if (nanos.getAsLong() - began >= PATIENCE.toNanos()) {
                LOG.warn("A committed change is not in force yet: the store did not answer within {} s.",
                        PATIENCE.toSeconds());
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public boolean inForce() {
        return !away;
    }

    /// Reads what changed since the snapshot in force and puts it in force.
    ///
    /// @throws RuntimeException whatever the feed throws; the snapshot then stays as it is
    public void publishNow() {
        lock.lock();
        try {
            // Taken before the read: what is committed during it may be missing from what it saw.
            long began = nanos.getAsLong();
            AccessSnapshot current = holder.current();
            AccessChanges changes = feed.since(current.revision());
            boolean news = !changes.isEmpty() || changes.revision() != current.revision();
            holder.publish(news ? current.with(changes) : current, began);
            noteBack();
            if (!changes.subUsers().isEmpty() || !changes.accounts().isEmpty()) {
                listeners.forEach(listener -> tell(listener, changes));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Has the snapshot in force, and those to come, read by other settings.
    public void use(SnapshotRules rules) {
        lock.lock();
        try {
            holder.read(rules);
        } finally {
            lock.unlock();
        }
    }

    private static void tell(AccessListener listener, AccessChanges changes) {
        try {
            listener.changed(changes);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on a change; the change is in force.", e);
        }
    }

    /// Said once for each outage.
    private void noteAway(RuntimeException e) {
        if (!away) {
            away = true;
            LOG.warn("The store does not answer; the last snapshot stays in force.", e);
        }
    }

    private void noteBack() {
        if (away) {
            away = false;
            LOG.info("The store answers again; the snapshot is up to date.");
        }
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
