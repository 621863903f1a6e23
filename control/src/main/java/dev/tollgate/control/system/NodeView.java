package dev.tollgate.control.system;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.node.KnownNode;
import dev.tollgate.domain.node.NodeReport;
import java.time.Instant;

/// A node as operators see it.
///
/// @param state `starting`, `serving` or `draining`; `lost` if it is silent
/// @param drained whether an operator wants it to take nobody new
/// @param revision of the snapshot that it has in force
public record NodeView(String name, String state, boolean drained, String version, long revision, String startedAt,
        String seenAt) {

    static NodeView of(KnownNode node, Instant now) {
        NodeReport report = node.report();
        return new NodeView(report.name().value(), node.lost(now) ? "lost" : Words.of(report.state()), node.drained(),
                report.version(), report.revision(), Words.time(report.startedAt()), Words.time(report.at()));
    }
}
