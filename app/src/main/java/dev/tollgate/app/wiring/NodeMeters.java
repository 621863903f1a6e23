package dev.tollgate.app.wiring;

import dev.tollgate.app.admin.Metrics;
import dev.tollgate.app.webhook.Deliveries;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.gateway.listen.GatewayFigures;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.relay.splice.SpliceRelay;
import dev.tollgate.gateway.watch.LoopWatchdog;
import java.util.Locale;
import java.util.Optional;

/// What a node's parts show to Prometheus, beside what is counted of exchanges. Each name is spelled here and nowhere else;
/// `docs/reference/metrics.md` is made from them.
final class NodeMeters {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Metrics metrics;

    NodeMeters(Metrics metrics) {
        this.metrics = metrics;
    }

    void show(GatewayAssembly assembly, Limits limits, SnapshotHolder snapshots, AccessLogs accessLog,
            Deliveries webhooks) {
        GatewayServer gateway = assembly.server();
        clients(gateway, limits);
        splicing(assembly.splicing());
        snapshot(snapshots);
        targets(gateway.figures(), assembly);
        loops(gateway.watchdog());
        metrics.counter("tollgate.access.log.dropped", "Access log lines that were lost, to overload or to the disk",
                accessLog::dropped);
        webhooks(webhooks);
        metrics.process();
    }

    private void clients(GatewayServer gateway, Limits limits) {
        GatewayFigures figures = gateway.figures();
        metrics.gauge("tollgate.connections", "Client connections that are open", gateway::connections);
        metrics.gauge("tollgate.connections.unauthenticated",
                "Client connections without a slot: not authenticated, refused, or logged in and not asking yet",
                figures::unauthenticated);
        metrics.gauge("tollgate.exchanges.live", "Exchanges that have begun and not ended", gateway::exchanges);
        metrics.gauge("tollgate.tunnels", "Tunnels that stand", figures::tunnels);
        metrics.gauge("tollgate.slots", "Concurrency slots that are held", limits::held);
        metrics.counter("tollgate.accept.pauses", "Times that accepting clients paused because descriptors were short",
                gateway::acceptPauses);
        metrics.gauge("tollgate.buffer.held.bytes", "Memory that holds bytes in flight", figures::bufferedBytes);
        metrics.gauge("tollgate.buffer.budget.bytes", "Memory that may hold bytes in flight, `gateway.buffer_budget`",
                figures::bufferBudget);
        metrics.gauge("tollgate.buffer.memory.bytes",
                "Memory outside the heap that buffers take, and keep for the next",
                DirectMemory::used);
    }

    private void splicing(Optional<SpliceRelay> kernel) {
        metrics.gauge("tollgate.splice.tunnels", "Tunnels whose bytes the kernel moves, of those that stand",
                () -> kernel.map(SpliceRelay::tunnels).orElse(0));
        metrics.gauge("tollgate.splice.pipes.used", "Pipes that hold bytes in flight",
                () -> kernel.map(SpliceRelay::pipesInUse).orElse(0));
        metrics.gauge("tollgate.splice.pipes.pooled", "Pipes that are kept, empty, for the next who needs one",
                () -> kernel.map(SpliceRelay::pipesPooled).orElse(0));
        metrics.counter("tollgate.splice.bytes", "Bytes that went through pipes",
                () -> kernel.map(SpliceRelay::splicedBytes).orElse(0L));
    }

    private void snapshot(SnapshotHolder snapshots) {
        metrics.gauge("tollgate.snapshot.names", "Sub-user names the node knows", () -> snapshots.current().size());
        metrics.gauge("tollgate.snapshot.age.seconds", "Since the store was last asked with success",
                () -> snapshots.confirmedNanos().stream().mapToDouble(at -> (System.nanoTime() - at) / NANOS)
                        .findFirst().orElse(Double.NaN));
        for (ExitState state : ExitState.values()) {
            metrics.gauge("tollgate.exits", "Exits, by what the operator decided about them",
                    () -> snapshots.current().exits().exits().stream().filter(exit -> exit.state() == state).count(),
                    "state", state.name().toLowerCase(Locale.ROOT));
        }
    }

    private void targets(GatewayFigures figures, GatewayAssembly assembly) {
        metrics.gauge("tollgate.upstream.idle", "Connections to targets that wait for another plain request",
                figures::idleUpstreams);
        metrics.counter("tollgate.upstream.opened", "Connections to targets that plain requests asked for",
                figures::openedUpstreams);
        metrics.counter("tollgate.upstream.reused",
                "Plain requests that went out on a connection kept from an earlier one",
                figures::reusedUpstreams);
        metrics.counter("tollgate.dns.lookups", "Names of targets that were looked up, the cache not knowing them",
                assembly.wayOut()::lookups);
        metrics.counter("tollgate.dns.failures", "Names of targets that were looked up and have no address",
                assembly.wayOut()::failedLookups);
    }

    private void webhooks(Deliveries deliveries) {
        String attempts = "Attempts to tell a webhook of an event";
        metrics.counter("tollgate.webhook.attempts", attempts, deliveries::delivered, "state", "delivered");
        metrics.counter("tollgate.webhook.attempts", attempts, deliveries::failed, "state", "failed");
        metrics.gauge("tollgate.webhook.sending", "Attempts to tell a webhook that are under way",
                deliveries::underWay);
    }

    private void loops(LoopWatchdog watchdog) {
        metrics.counter("tollgate.loop.stalls", "Times that an event loop was held up for more than 100 ms",
                watchdog::stalls);
        for (int i = 0; i < watchdog.loops(); i++) {
            int loop = i;
            metrics.gauge("tollgate.loop.longest.stall.seconds",
                    "The longest that an event loop took to get to its next task since the start",
                    () -> watchdog.longestStall(loop).toMillis() / MILLIS, "loop", String.valueOf(loop));
        }
        metrics.counter("tollgate.process.pauses", "Times that the whole process stood still for more than 100 ms",
                watchdog::pauses);
        metrics.gauge("tollgate.process.longest.pause.seconds",
                "The longest that the whole process stood still since the start",
                () -> watchdog.longestPause().toMillis() / MILLIS);
    }
}
