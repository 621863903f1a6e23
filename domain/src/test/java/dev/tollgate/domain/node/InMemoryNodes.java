package dev.tollgate.domain.node;

import dev.tollgate.domain.audit.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Nodes in memory, for tests.
public final class InMemoryNodes implements NodeRepository {

    private final Map<String, KnownNode> nodes = new TreeMap<>();

    @Override
    public synchronized KnownNode report(NodeReport report) {
        boolean drained = find(report.name())
                .filter(before -> before.drained() && before.report().boot().equals(report.boot())).isPresent();
        KnownNode known = new KnownNode(report, drained);
        nodes.put(report.name().value(), known);
        return known;
    }

    private Optional<KnownNode> find(NodeName name) {
        return Optional.ofNullable(nodes.get(name.value()));
    }

    @Override
    public synchronized List<KnownNode> list() {
        return List.copyOf(nodes.values());
    }

    @Override
    public synchronized Optional<KnownNode> drain(Author author, NodeName name, boolean drained) {
        find(name).ifPresent(node -> nodes.put(name.value(), new KnownNode(node.report(), drained)));
        return find(name);
    }

    @Override
    public synchronized void leave(NodeName name, String boot) {
        nodes.values().removeIf(node -> node.report().name().equals(name) && node.report().boot().equals(boot));
    }

    @Override
    public synchronized void forgetSilentSince(Instant end) {
        nodes.values().removeIf(node -> node.report().at().isBefore(end));
    }
}
