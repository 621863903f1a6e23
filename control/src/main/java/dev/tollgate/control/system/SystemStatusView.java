package dev.tollgate.control.system;

import java.util.List;
import java.util.Optional;

/// The answer of `/system/status` (A§15): what `/status` says, and how the parts are.
///
/// @param node the name of the one that answers
/// @param journal empty while there is no journal of traffic
public record SystemStatusView(String status, String version, String time, String node, List<NodeView> nodes,
        SnapshotView snapshot, Optional<String> journal, DatabaseView database) {

    public SystemStatusView {
        nodes = List.copyOf(nodes);
    }

    /// @param ageSeconds since it was last known to be what the store says; empty before it was ever loaded
    public record SnapshotView(long revision, Optional<Double> ageSeconds) {}

    /// @param kind `sqlite` or `postgresql`
    public record DatabaseView(String kind, boolean answers) {}
}
