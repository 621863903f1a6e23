package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.transport.SocketBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts how often accepting paused, and warns of it now and then. Thread-safe; one for all listeners of the gateway.
final class AcceptPauses {
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(AcceptPauses.class);

    private final LongAdder count = new LongAdder();
    private final SocketBudget sockets;
    private final LongSupplier nanos;
    /// When the next warning may be written.
    private final AtomicLong quietUntil;

    AcceptPauses(SocketBudget sockets, LongSupplier nanos) {
        this.sockets = sockets;
        this.nanos = nanos;
        this.quietUntil = new AtomicLong(nanos.getAsLong());
    }

    /// Since the start.
    long count() {
        return count.sum();
    }

    void add(String why) {
        count.increment();
        long now = nanos.getAsLong();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET.toNanos())) {
            LOG.warn(
                    "No new clients are accepted for now: {}. {} sockets are open, {} are allowed. Raise the limit of open"
                            + " files (ulimit -n), or lower gateway.max_connections", why, sockets.open(), sockets
                                    .limit());
        }
    }
}
