package dev.tollgate.gateway.connection;

import dev.tollgate.domain.address.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The connections that have not authenticated, or hold no slot although they have (ADR 0013), oldest first: at most 256 of a source
/// (/32 or /64), and a quarter of all connections in total (G§2). Thread-safe.
public final class UnauthenticatedConnections {
    public static final int MAX_PER_SOURCE = 256;
    private static final int SHARE = 4;
    /// So many of the oldest that have logged in are passed over in favour of one that has not.
    private static final int SPARED = 32;

    private int max;
    /// With the source that each is counted under.
    private final SequencedMap<ClientConnection, IpAddress> oldestFirst = new LinkedHashMap<>();
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
        SequencedSet<ClientConnection> sameSource = file(connection);
        if (sameSource.size() > MAX_PER_SOURCE) {
            return Optional.of(takeFirst(sameSource));
        }
        return oldestFirst.size() > max ? Optional.of(takeOldestOfAll()) : Optional.empty();
    }

    /// Counts one under the source it has now, and leaves it as old as it is. One that is not there is no matter.
    ///
    /// @return the one that must be closed to make room, if one must
    public synchronized Optional<ClientConnection> moved(ClientConnection connection) {
        IpAddress before = oldestFirst.get(connection);
        if (before == null) {
            return Optional.empty();
        }
        unfile(connection, before);
        SequencedSet<ClientConnection> sameSource = file(connection);
        return sameSource.size() > MAX_PER_SOURCE ? Optional.of(takeFirst(sameSource)) : Optional.empty();
    }

    /// Takes out the oldest of those that keep memory, for the caller to close.
    public synchronized Optional<ClientConnection> takeOldestHolder() {
        Optional<ClientConnection> oldest = oldestFirst.keySet().stream().filter(one -> one.heldBytes() > 0)
                .findFirst();
        oldest.ifPresent(this::remove);
        return oldest;
    }

    /// Takes one out that holds a slot or closed; one that is not there is no matter.
    public synchronized void remove(ClientConnection connection) {
        IpAddress key = oldestFirst.remove(connection);
        if (key != null) {
            unfile(connection, key);
        }
    }

    public synchronized int size() {
        return oldestFirst.size();
    }

    /// How many of them come from the source, or from its network if it is IPv6.
    public synchronized int of(IpAddress source) {
        SequencedSet<ClientConnection> sameSource = bySource.get(source.networkKey());
        return sameSource == null ? 0 : sameSource.size();
    }

    private ClientConnection takeOldestOfAll() {
        return take(oldestFirst.sequencedKeySet());
    }

    private ClientConnection takeFirst(SequencedSet<ClientConnection> from) {
        return take(from);
    }

    private ClientConnection take(SequencedSet<ClientConnection> from) {
        ClientConnection chosen = oldestToSpare(from);
        remove(chosen);
        return chosen;
    }

    private static ClientConnection oldestToSpare(SequencedSet<ClientConnection> from) {
        int spared = 0;
        for (ClientConnection one : from) {
            if (!one.hasLoggedIn()) {
                return one;
            }
            spared++;
            if (spared == SPARED) {
                break;
            }
        }
        return from.getFirst();
    }

    /// @return all that share its source
    private SequencedSet<ClientConnection> file(ClientConnection connection) {
        IpAddress key = connection.source().networkKey();
        // Put again under another source, it keeps its place among the oldest.
        oldestFirst.put(connection, key);
        SequencedSet<ClientConnection> sameSource = bySource.computeIfAbsent(key, unseen -> new LinkedHashSet<>());
        sameSource.add(connection);
        return sameSource;
    }

    private void unfile(ClientConnection connection, IpAddress key) {
        SequencedSet<ClientConnection> sameSource = bySource.get(key);
        if (sameSource != null) {
            sameSource.remove(connection);
            if (sameSource.isEmpty()) {
                bySource.remove(key);
            }
        }
    }
}
