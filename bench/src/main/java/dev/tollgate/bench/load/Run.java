package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;
import dev.tollgate.bench.kernel.Loop;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// One kind of load on one entrance, by a number of clients: whoever is done is replaced. Confined to its loop.
final class Run {
    private static final int TURN_MILLIS = 20;
    private static final int MOST_ERRORS = 1_000;
    /// Connections that are not yet through with their login, where many are opened: no proxy is to drown in them.
    private static final int AT_ONCE = 128;

    private final Loop loop;
    private final Entrance entrance;
    private final Kind kind;
    private final Letters letters;
    private final MemorySegment address;
    private final Tally tally = new Tally();
    private final TlsWire.Room room = new TlsWire.Room();
    private final Set<Client> clients = Collections.newSetFromMap(new IdentityHashMap<>());
    private int opened;

    Run(Loop loop, Entrance entrance, Kind kind, int originPort) {
        this.loop = loop;
        this.entrance = entrance;
        this.kind = kind;
        this.letters = new Letters(entrance, originPort);
        this.address = Kernel.loopback(entrance.port());
    }

    Loop loop() {
        return loop;
    }

    Entrance entrance() {
        return entrance;
    }

    Letters letters() {
        return letters;
    }

    Tally tally() {
        return tally;
    }

    Wire wire(int fd) {
        return entrance.tls().<Wire>map(context -> new TlsWire(loop, fd, context, room))
                .orElseGet(() -> new PlainWire(loop, fd));
    }

    void closed(Client client) {
        clients.remove(client);
    }

    /// Keeps `wanted` clients busy until `endNanos`.
    void until(long endNanos, int wanted) {
        while (System.nanoTime() < endNanos) {
            keep(wanted);
            loop.turn(TURN_MILLIS);
        }
    }

    /// Goes on until something was counted, at most until `endNanos`.
    void untilSomething(long endNanos, int wanted) {
        while (tally.operations() + tally.bytes() == 0 && System.nanoTime() < endNanos) {
            keep(wanted);
            loop.turn(TURN_MILLIS);
        }
    }

    /// Opens `wanted` clients and waits until each has finished one operation, at most until `endNanos`.
    void once(long endNanos, int wanted) {
        tally.begin();
        while (tally.operations() < wanted && tally.errors() == 0 && System.nanoTime() < endNanos) {
            keep((int) Math.min(wanted, tally.operations() + AT_ONCE));
            loop.turn(TURN_MILLIS);
        }
    }

    private void keep(int wanted) {
        if (tally.errors() > MOST_ERRORS) {
            throw new IllegalStateException(
                    kind + " by " + entrance.protocol() + " fails: " + tally.outcome(1).firstError());
        }
        for (int missing = wanted - clients.size(); missing > 0; missing--) {
            open();
        }
    }

    private void open() {
        int fd = Kernel.socket();
        if (fd < 0) {
            tally.error("no socket: " + fd);
            return;
        }
        int result = Kernel.connect(fd, address);
        if (result < 0 && result != Kernel.IN_PROGRESS) {
            tally.error("cannot connect: " + result);
            Kernel.close(fd);
            return;
        }
        Client client = kind.client(this, fd, opened++);
        clients.add(client);
        loop.watch(fd, Loop.WRITABLE, client);
    }

    /// Closes all clients, and lets the other ends notice.
    void end() {
        List.copyOf(clients).forEach(Client::close);
        for (int i = 0; i < 3; i++) {
            loop.turn(1);
        }
    }
}
