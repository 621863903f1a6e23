package dev.tollgate.app.wiring;

import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.node.KnownNode;
import dev.tollgate.domain.node.NodeReport;
import dev.tollgate.domain.node.NodeRepository;
import dev.tollgate.domain.node.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the store that this node runs: every few seconds, and when its state or its revision is another. Hears in return
/// whether an operator wants it out of service. Thread-safe.
final class Heartbeat implements AutoCloseable {
    /// Well below the time after which a silent node counts as lost.
    static final Duration EVERY = KnownNode.LOST_AFTER.dividedBy(3);
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final NodeRepository nodes;
    private final ThisNode node;
    private final Lifetime lifetime;
    private final OutOfService outOfService;
    private final InstantSource clock;
    private final String boot;
    private final String version;
    private final Instant startedAt;
    private Optional<NodeReport> latest = Optional.empty();

    /// @param boot tells this start from others
    Heartbeat(NodeRepository nodes, ThisNode node, Lifetime lifetime, OutOfService outOfService, InstantSource clock,
            String boot, String version) {
        this.nodes = nodes;
        this.node = node;
        this.lifetime = lifetime;
        this.outOfService = outOfService;
        this.clock = clock;
        this.boot = boot;
        this.version = version;
        this.startedAt = clock.instant();
    }

    /// Says so if it is time.
    synchronized void beat() {
        NodeReport report = new NodeReport(node.name(), boot, version, startedAt, clock.instant(), lifetime.state(),
                node.revision());
        // The process that took this one's place speaks for the node.
        if (lifetime.handedOver() || latest.filter(last -> saysAsMuch(last, report)).isPresent()) {
            return;
        }
        try {
            outOfService.wanted(nodes.report(report).drained());
            latest = Optional.of(report);
        } catch (StoreFailure e) {
            LOG.debug("the store was not told that this node runs", e);
        }
    }

    private static boolean saysAsMuch(NodeReport last, NodeReport now) {
        return last.state() == now.state() && last.revision() == now.revision()
                && now.at().isBefore(last.at().plus(EVERY));
    }

    /// A node that goes down in order is not lost.
    @Override
    public synchronized void close() {
        try {
            nodes.leave(node.name(), boot);
        } catch (StoreFailure e) {
            LOG.debug("the store was not told that this node leaves", e);
        }
    }
}
