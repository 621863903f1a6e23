package dev.tollgate.gateway.connection;

import dev.tollgate.domain.address.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// The connections that have not authenticated, or were refused and hold no slot (ADR 0013), oldest first: at most 256 of a source (/32 or /64), and a quarter of all
/// connections in total (G§2). Thread-safe.
public final class UnauthenticatedConnections {
    public static final int MAX_PER_SOURCE = 256;
    private static final int SHARE = 4;

    private int max;
    private final SequencedSet<ClientConnection> oldestFirst = new LinkedHashSet<>();
    private final Map<IpAddress, SequencedSet<ClientConnection>> bySource = new HashMap<>();

    /// @param maxConnections of the node
    public UnauthenticatedConnections(int maxConnections) {
        this.max = share(maxConnections);
    }

    private static int share(int maxConnections) {
        return Math.max(1, maxConnections / SHARE);
    }

    /// Goes by another number of connections from now on. Those that are too many then go as others come.
    public synchronized void resize(int maxConnections) {
        max = share(maxConnections);
    }

    /// Adds one that was accepted.
    ///
    /// @return the one that must be closed to make room, if one must
    public synchronized Optional<ClientConnection> add(ClientConnection connection) {
        SequencedSet<ClientConnection> sameSource = bySource.computeIfAbsent(connection.source().networkKey(),
                unseen -> new LinkedHashSet<>());
        sameSource.add(connection);
        oldestFirst.add(connection);
        if (sameSource.size() > MAX_PER_SOURCE) {
            return Optional.of(takeFirst(sameSource));
        }
        return oldestFirst.size() > max ? Optional.of(takeFirst(oldestFirst)) : Optional.empty();
    }

    /// Takes out the oldest, for the caller to close.
    public synchronized Optional<ClientConnection> takeOldest() {
        return oldestFirst.isEmpty() ? Optional.empty() : Optional.of(takeFirst(oldestFirst));
    }

    /// Takes one out that holds a slot or closed; one that is not there is no matter.
    public synchronized void remove(ClientConnection connection) {
        if (oldestFirst.remove(connection)) {
            forget(connection);
        }
    }

    public synchronized int size() {
        return oldestFirst.size();
    }

    private ClientConnection takeFirst(SequencedSet<ClientConnection> from) {
        ClientConnection taken = from.removeFirst();
        oldestFirst.remove(taken);
        forget(taken);
        return taken;
    }

    private void forget(ClientConnection connection) {
        IpAddress key = connection.source().networkKey();
        SequencedSet<ClientConnection> sameSource = bySource.get(key);
        if (sameSource != null) {
            sameSource.remove(connection);
            if (sameSource.isEmpty()) {
                bySource.remove(key);
            }
        }
    }
}
