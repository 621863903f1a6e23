package dev.tollgate.gateway.forward;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Connections that wait for another request: by key, the one used last on top, and all in the order in which they came. Confined
/// to one event loop.
final class IdleConnections {
    /// Those of one key are a stack through [UpstreamConnection#below], which costs nothing per connection.
    private final Map<UpstreamKey, UpstreamConnection> tops = new HashMap<>();
    private final SequencedSet<UpstreamConnection> oldestFirst = new LinkedHashSet<>();

    int size() {
        return oldestFirst.size();
    }

    int size(UpstreamKey key) {
        UpstreamConnection top = tops.get(key);
        return top == null ? 0 : top.depth;
    }

    @Nullable
    UpstreamConnection oldest() {
        return oldestFirst.isEmpty() ? null : oldestFirst.getFirst();
    }

    void add(UpstreamConnection connection) {
        UpstreamConnection below = tops.put(connection.key(), connection);
        connection.below = below;
        connection.depth = below == null ? 1 : below.depth + 1;
        oldestFirst.add(connection);
    }

    Optional<UpstreamConnection> take(UpstreamKey key) {
        UpstreamConnection top = tops.remove(key);
        if (top == null) {
            return Optional.empty();
        }
        if (top.below != null) {
            tops.put(key, top.below);
            top.below = null;
        }
        oldestFirst.remove(top);
        return Optional.of(top);
    }

    /// Takes out one that closed; one that is not there is no matter.
    void remove(UpstreamConnection connection) {
        if (!oldestFirst.remove(connection)) {
            return;
        }
        UpstreamConnection above = null;
        UpstreamConnection at = tops.get(connection.key());
        while (at != null && at != connection) {
            at.depth--;
            above = at;
            at = at.below;
        }
        if (above != null) {
            above.below = connection.below;
        } else if (connection.below != null) {
            tops.put(connection.key(), connection.below);
        } else {
            tops.remove(connection.key());
        }
        connection.below = null;
    }
}
