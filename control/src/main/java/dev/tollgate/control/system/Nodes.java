package dev.tollgate.control.system;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.domain.node.KnownNode;
import dev.tollgate.domain.node.NodeName;
import dev.tollgate.domain.node.NodeRepository;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The nodes that run over one store, the latest started first. Thread-safe.
public record Nodes(NodeRepository repository) {
    private static final Comparator<KnownNode> NEWEST_FIRST = Comparator
            .comparing((KnownNode node) -> node.report().startedAt()).reversed()
            .thenComparing(node -> node.report().name().value());

    /// There are few: the page is cut here.
    Page<KnownNode> list(PageRequest wanted) {
        Predicate<KnownNode> behind = wanted.before().<Predicate<KnownNode>>map(last -> node -> behind(last, node))
                .orElse(node -> true);
        List<KnownNode> left = all().stream().filter(behind).toList();
        boolean more = left.size() > wanted.limit();
        return new Page<>(more ? left.subList(0, wanted.limit()) : left, more);
    }

    List<KnownNode> all() {
        return repository.list().stream().sorted(NEWEST_FIRST).toList();
    }

    /// Where a node stands in the list: it may have been forgotten when the next page is asked for.
    static String place(KnownNode node) {
        return node.report().startedAt().toEpochMilli() + " " + node.report().name();
    }

    private static boolean behind(String last, KnownNode node) {
        int space = last.indexOf(' ');
        Instant startedAt = Instant.ofEpochMilli(Long.parseLong(last.substring(0, space)));
        int earlier = startedAt.compareTo(node.report().startedAt());
        return earlier > 0 || (earlier == 0 && last.substring(space + 1).compareTo(node.report().name().value()) < 0);
    }

    /// Notes that a node is to take nobody new, or is to go on; it learns that within seconds.
    Optional<KnownNode> drain(Principal principal, String name, boolean drained) {
        return NodeName.USABLE.matcher(name).matches()
                ? repository.drain(principal.author(), new NodeName(name), drained)
                : Optional.empty();
    }
}
