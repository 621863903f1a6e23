package dev.tollgate.gateway.dial.resolve;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Which name server is asked next: as configured, but beginning with the one that answered last, so that a dead one
/// costs its timeout once and not with every name. Thread-safe.
final class ServerOrder {
    /// Datagrams get lost; a single server is asked this often.
    private static final int MIN_TRIES = 3;

    private final List<InetSocketAddress> servers;
    private final AtomicInteger first = new AtomicInteger();

    ServerOrder(List<InetSocketAddress> servers) {
        this.servers = List.copyOf(servers);
    }

    int count() {
        return servers.size();
    }

    int maxTries() {
        return Math.max(MIN_TRIES, servers.size());
    }

    /// The index of the server for the try with this number.
    int at(int attempt) {
        return (first.getPlain() + attempt) % servers.size();
    }

    InetSocketAddress address(int server) {
        return servers.get(server);
    }

    void answered(int server) {
        if (first.getPlain() != server) {
            first.set(server);
        }
    }
}
